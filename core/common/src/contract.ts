import { oc, type AnyContractRouter, type ContractRouterClient } from "@orpc/contract";
import type { Access } from "./access-rule.ts";
import type { PluginMetadata } from "./plugin-metadata.ts";

/** What the platform must know of a procedure. A procedure that declares no `access` keeps its plugin from starting. */
export interface ProcedureMeta {
  readonly access?: Access;
  /** Largest request body that is read, in bytes. Default 1 MB. */
  readonly maxBodyBytes?: number;
}

/**
 * Begins a procedure: `procedure.meta({ access }).route({ method, path }).input(...).output(...).errors(...)`.
 * Paths are relative to `/api/<pluginId>`.
 */
export const procedure = oc.$meta<ProcedureMeta>({});

/** Everything a plugin answers: the one interface by which others call it, in this process or from another. */
export interface Contract<Router extends AnyContractRouter = AnyContractRouter> {
  readonly pluginId: string;
  readonly router: Router;
}

export const createContract = <Router extends AnyContractRouter>(
  { pluginId }: PluginMetadata,
  router: Router,
): Contract<Router> => ({ pluginId, router });

/** The typed client of a contract. Calls are always asynchronous, carry plain data, and may be anywhere. */
export type ContractClient<
  C extends Contract,
  Context extends Record<never, never> = Record<never, never>,
> = ContractRouterClient<C["router"], Context>;
