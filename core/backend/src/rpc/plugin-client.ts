import type { Contract } from "@checkstack/common";
import type { CallOptions, RpcClient } from "@checkstack/backend-api";
import { createORPCClient, ORPCError, type ClientLink } from "@orpc/client";
import { toCallError } from "./call-error.ts";
import { callWithDeadline } from "./call-deadline.ts";
import { copyError, copyPlainData } from "./plain-data.ts";
import type { ReachPlugin } from "./reach-plugin.ts";
import { createRemoteCall, type RemoteTarget } from "./remote-call.ts";
import type { ServedContract } from "./served-contract.ts";
import type { ServiceTokenSigner } from "./service-token.ts";

export interface PluginClientOptions {
  readonly caller: { readonly pluginId: string };
  readonly reach: ReachPlugin;
  readonly remote?: (pluginId: string) => RemoteTarget | undefined;
  readonly signer?: ServiceTokenSigner;
  readonly deadlineMs?: number;
}

const DEFAULT_DEADLINE_MS = 10_000;

/** Calls a plugin directly when it is served here, over HTTP when it is elsewhere, with the same results. */
export function createPluginClient<C extends Contract>(contract: C, options: PluginClientOptions): RpcClient<C> {
  const { caller, reach, remote, signer, deadlineMs: ms = DEFAULT_DEADLINE_MS } = options;
  const { pluginId } = contract;
  const callRemote = signer && createRemoteCall({ pluginId, caller, signer });
  const link: ClientLink<CallOptions> = {
    call(path, input, { context, signal }) {
      const { onBehalfOf } = context;
      const onExpired = () => deadlineError(pluginId, path, ms);
      return callWithDeadline({ ms, signal, onExpired }, async (ending) => {
        const here = await reach(pluginId);
        if (here) {
          using _visit = here.visit;
          return await callLocal(here.served, path, input, { caller, onBehalfOf, signal: ending });
        }
        const target = remote?.(pluginId);
        if (target && callRemote) return callRemote(target, path, input, { onBehalfOf, signal: ending });
        throw unavailable(pluginId);
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

const unavailable = (pluginId: string) =>
  new ORPCError("PLUGIN_UNAVAILABLE", {
    status: 503,
    message: `Plugin "${pluginId}" runs neither here nor on any instance that can be reached.`,
    data: { pluginId },
  });

const deadlineError = (pluginId: string, path: readonly string[], ms: number) =>
  new ORPCError("DEADLINE_EXCEEDED", {
    status: 504,
    message: `Plugin "${pluginId}" did not answer "${path.join(".")}" within ${ms} ms.`,
    data: { pluginId },
  });
