import type { Contract } from "@checkstack/common";
import type { CallOptions, RpcClient } from "@checkstack/backend-api";
import { createORPCClient, ORPCError, type ClientLink } from "@orpc/client";
import { getContractRouter, isContractProcedure } from "@orpc/contract";
import type { Elsewhere } from "../elsewhere/endpoint-table.ts";
import { tryEach } from "../elsewhere/try-each.ts";
import { whileComing } from "../elsewhere/while-coming.ts";
import { toCallError } from "./call-error.ts";
import { callWithDeadline } from "./call-deadline.ts";
import { copyError, copyPlainData } from "./plain-data.ts";
import type { ReachPlugin } from "./reach-plugin.ts";
import type { ServedContract } from "./served-contract.ts";

export interface PluginClientOptions {
  readonly caller: { readonly pluginId: string };
  readonly reach: ReachPlugin;
  /** Where plugins that are not served here are reached. */
  readonly elsewhere?: Elsewhere;
  readonly deadlineMs?: number;
}

const DEFAULT_DEADLINE_MS = 10_000;

/** Calls a plugin directly when it is served here, and where it answers otherwise, with the same results. */
export function createPluginClient<C extends Contract>(contract: C, options: PluginClientOptions): RpcClient<C> {
  const { caller, reach, elsewhere, deadlineMs: ms = DEFAULT_DEADLINE_MS } = options;
  const { pluginId } = contract;
  const link: ClientLink<CallOptions> = {
    call(path, input, { context, signal }) {
      const { onBehalfOf } = context;
      const onExpired = () => deadlineError(pluginId, path, ms);
      return callWithDeadline({ ms, signal, onExpired }, async (ending) => {
        const attempts = { pluginId, elsewhere, isIdempotent: isRead(contract, path), signal: ending };
        const found = await whileComing(attempts, async () => {
          const here = await reach(pluginId);
          if (here) return { here };
          const endpoints = elsewhere?.endpoints(pluginId) ?? [];
          const output = await tryEach({ ...attempts, endpoints }, (endpoint) =>
            endpoint.call(path, input, { ...attempts, caller: caller.pluginId, onBehalfOf }),
          );
          return { output };
        });
        if (!found.here) return found.output;
        using _visit = found.here.visit;
        return await callLocal(found.here.served, path, input, { caller, onBehalfOf, signal: ending });
      });
    },
  };
  return createORPCClient(link);
}

interface LocalCall extends CallOptions {
  readonly caller: { readonly pluginId: string };
  readonly signal: AbortSignal;
}

async function callLocal(
  served: ServedContract,
  path: readonly string[],
  input: unknown,
  { caller, onBehalfOf, signal }: LocalCall,
): Promise<unknown> {
  const { pluginId } = served.contract;
  const procedure = path.join(".");
  try {
    const target = served.procedure(procedure);
    if (!target) throw new ORPCError("NOT_FOUND", { message: `Plugin "${pluginId}" has no procedure "${procedure}".` });
    const context = { principal: { type: "service", pluginId: caller.pluginId, onBehalfOf } } as const;
    return copyPlainData(await target.call(copyPlainData(input), { context, signal }));
  } catch (error) {
    throw copyError(toCallError(error, { pluginId, procedure, signal }));
  }
}

/** What GET answers changes nothing (RFC 9110 section 9.2.1). */
function isRead({ router }: Contract, path: readonly string[]): boolean {
  const found = getContractRouter(router, path);
  return isContractProcedure(found) && found["~orpc"].route.method === "GET";
}

const deadlineError = (pluginId: string, path: readonly string[], ms: number) =>
  new ORPCError("DEADLINE_EXCEEDED", {
    status: 504,
    message: `Plugin "${pluginId}" did not answer "${path.join(".")}" within ${ms} ms.`,
    data: { pluginId },
  });
