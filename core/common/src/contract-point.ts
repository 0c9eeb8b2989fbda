import type { AnyContractRouter } from "@orpc/contract";
import type * as z from "zod";
import type { PluginMetadata } from "./plugin-metadata.ts";

/**
 * A place where other plugins add implementations of a contract. A contribution is plain metadata and an
 * implementation; the owner sees metadata and a client, whatever process the contributor lives in.
 */
export interface ContractPoint<
  Metadata extends { readonly id: string } = { id: string },
  Router extends AnyContractRouter = AnyContractRouter,
> {
  readonly kind: "contract-point";
  /** `<pluginId>.<name>`, such as `healthcheck.strategies`. */
  readonly id: string;
  readonly ownerId: string;
  readonly metadata: z.ZodType<Metadata>;
  readonly router: Router;
}

export const createContractPoint = <Metadata extends { readonly id: string }, Router extends AnyContractRouter>(
  { pluginId }: PluginMetadata,
  options: { id: string; metadata: z.ZodType<Metadata>; router: Router },
): ContractPoint<Metadata, Router> => ({
  kind: "contract-point",
  id: `${pluginId}.${options.id}`,
  ownerId: pluginId,
  metadata: options.metadata,
  router: options.router,
});
