import type { Contract, Principal } from "@checkstack/common";
import { ORPCError } from "@orpc/client";
import { StandardOpenAPIMatcher } from "@orpc/openapi/standard";
import {
  createContractedProcedure,
  getRouter,
  isProcedure,
  setHiddenRouterContract,
  type AnyProcedure,
  type AnyRouter,
} from "@orpc/server";
import { authorize } from "./authorize.ts";
import { toCallError, type OnHandlerError } from "./call-error.ts";
import { declaredProcedures, type DeclaredProcedure } from "./contract-procedures.ts";
import { createInvoker, type InvokeOptions } from "./invoke-procedure.ts";
import { createRunningCalls, type RunningCalls } from "./running-calls.ts";

/** A contract with the router that answers it; everything a request needs is made once, here. */
export interface ServedContract {
  readonly contract: Contract;
  readonly procedures: readonly ServedProcedure[];
  /** By dotted name: `systems.get`. */
  procedure(name: string): ServedProcedure | undefined;
  /** What answers a REST request; `path` is relative to `/api/<pluginId>`. */
  match(method: string, path: string): Promise<RouteMatch | undefined>;
  /** Keeps the plugin from stopping until disposed; `undefined` when it has begun to. Enter before each call. */
  enter(): Disposable | undefined;
  /** Takes no more calls, and resolves when those that run have ended, or are taking too long. */
  close(): Promise<void>;
}

export interface RouteMatch {
  readonly procedure: ServedProcedure;
  readonly params: Record<string, string> | undefined;
}

export interface ServedProcedure extends DeclaredProcedure {
  readonly implementation: AnyProcedure;
  /** Throws 401 or 403. `call` does it too; transports ask before they read a body. */
  authorize(principal: Principal): void;
  call(input: unknown, options: InvokeOptions): Promise<unknown>;
}

export function createServedContract(
  contract: Contract,
  router: AnyRouter,
  options: { readonly onHandlerError?: OnHandlerError },
): ServedContract {
  const calls = createRunningCalls(contract.pluginId);
  const procedures = declaredProcedures(contract).map((declared) =>
    serveProcedure(declared, router, { ...options, calls }),
  );
  const byName = new Map(procedures.map((procedure) => [procedure.name, procedure]));
  // The contract decides which routes exist: a router made for another contract cannot add one.
  const matcher = new StandardOpenAPIMatcher();
  matcher.init(setHiddenRouterContract({ ...router }, contract.router));
  return {
    contract,
    procedures,
    procedure: (name) => byName.get(name),
    async match(method, path) {
      if (!path.startsWith("/")) return undefined;
      const match = await matcher.match(method, `/${path.slice(1)}`);
      const procedure = match && byName.get(match.path.join("."));
      return procedure && { procedure, params: match.params };
    },
    enter: calls.enter,
    close: calls.close,
  };
}

function serveProcedure(
  declared: DeclaredProcedure,
  router: AnyRouter,
  { calls, onHandlerError }: { readonly calls: RunningCalls; readonly onHandlerError?: OnHandlerError },
): ServedProcedure {
  const found = getRouter(router, declared.path);
  if (!isProcedure(found)) {
    throw new Error(`plugin "${declared.pluginId}" serves no handler for procedure "${declared.name}" of its contract`);
  }
  const { pluginId, name, access } = declared;
  const implementation = createContractedProcedure(found, declared.definition);
  const invoke = createInvoker(implementation, declared.path);
  return {
    ...declared,
    implementation,
    authorize: (principal) => authorize(principal, pluginId, access),
    async call(input, options) {
      authorize(options.context.principal, pluginId, access);
      try {
        return await invoke(input, options);
      } catch (error) {
        if (calls.isClosed() && !(error instanceof ORPCError)) throw calls.closedError(error);
        throw toCallError(error, { pluginId, procedure: name, input, signal: options.signal, onHandlerError });
      }
    },
  };
}
