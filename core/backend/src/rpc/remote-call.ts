import type { CallOptions } from "@checkstack/backend-api";
import { ORPCError } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ServiceTokenSigner } from "./service-token.ts";

/** An instance that hosts a plugin. */
export interface RemoteTarget {
  readonly instanceId: string;
  /** Without a slash at the end: `https://10.0.0.7:3000`. */
  readonly url: string;
  /** The instance's own certificate (PEM): the only one that is then accepted. */
  readonly certificate?: string;
}

interface RemoteCallOptions extends CallOptions {
  readonly signal: AbortSignal;
}

interface RemoteContext extends CallOptions {
  readonly target: RemoteTarget;
}

export interface RemoteCallerOptions {
  readonly pluginId: string;
  readonly caller: { readonly pluginId: string };
  readonly signer: ServiceTokenSigner;
}

/** Makes the function that calls one plugin on other instances, with a token that names the caller and the person. */
export function createRemoteCall({ pluginId, caller, signer }: RemoteCallerOptions) {
  const link = new RPCLink<RemoteContext>({
    url: ({ context }) => `${context.target.url}/api/${pluginId}/rpc`,
    async headers({ context: { target, onBehalfOf } }) {
      const call = { caller: caller.pluginId, pluginId, instanceId: target.instanceId, onBehalfOf };
      return { authorization: `Bearer ${await signer.sign(call)}` };
    },
    fetch: (request, init, { context: { target } }) =>
      fetch(request, target.certificate ? { ...init, tls: { ca: target.certificate } } : init),
  });
  return async (target: RemoteTarget, path: readonly string[], input: unknown, options: RemoteCallOptions) => {
    const { signal, onBehalfOf } = options;
    try {
      return await link.call(path, input, { signal, context: { target, onBehalfOf } });
    } catch (error) {
      if (error instanceof ORPCError || signal.aborted) throw error;
      throw new ORPCError("PLUGIN_UNAVAILABLE", {
        status: 503,
        message: `Plugin "${pluginId}" could not be reached at ${target.url}.`,
        data: { pluginId },
        cause: error,
      });
    }
  };
}
