import type { Person, Principal } from "@checkstack/common";
import { ORPCError } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import { PluginUnreachable, type EndpointCall, type PluginEndpoint } from "../../elsewhere/index.ts";
import type { PluginProcess } from "../launch/plugin-process.ts";
import { knock, AS_IT_COMES, withinLimit } from "../protocol/door.ts";
import {
  answerableHeaders,
  CALLER_HEADER,
  CLIENT_HEADER,
  passableHeaders,
  PERSON_HEADER,
} from "../protocol/request-headers.ts";
import type { PersonSeal } from "./person-seal.ts";

export interface ChildEndpointOptions {
  readonly pluginId: string;
  readonly process: Pick<PluginProcess, "door" | "ask" | "hasEnded">;
  readonly seal: PersonSeal;
  /** Who a request is from. */
  readonly identify: (request: Request) => Promise<Principal>;
}

export const CHILD_PLACE = "its own process";
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
/** More wait for an answer than a plugin can be working on: it hangs, or holds us up on purpose. */
const MAX_OPEN = 500;

export interface ChildEndpoint extends PluginEndpoint {
  /** Resolves once all that was asked is answered. */
  quiet(): Promise<void>;
}

/** How everybody reaches a plugin in a process of its own. Credentials end here: it is told who, not with what. */
export function createChildEndpoint({ pluginId, process, seal, identify }: ChildEndpointOptions): ChildEndpoint {
  const { door } = process;
  const self = { pluginId, place: CHILD_PLACE };
  let open = 0;
  let onQuiet: (() => void) | undefined;

  const link = new RPCLink<EndpointCall>({
    url: `http://checkstack/api/${pluginId}/rpc`,
    headers: ({ context: { caller, onBehalfOf } }) => ({
      ...knock(door),
      [CALLER_HEADER]: caller,
      ...(onBehalfOf && { [PERSON_HEADER]: seal.seal(onBehalfOf) }),
    }),
    fetch: async (request, init) =>
      withinLimit(await fetch(request, { ...init, unix: door.path, ...AS_IT_COMES }), MAX_ANSWER_BYTES),
  });

  /** While something is open, the process does not end. */
  async function holding<T>(work: () => Promise<T>): Promise<T> {
    if (process.hasEnded()) throw new PluginUnreachable(self, { delivered: "no" });
    if (open >= MAX_OPEN) throw busy(pluginId);
    open++;
    try {
      return await work();
    } finally {
      open--;
      if (open === 0) onQuiet?.();
    }
  }

  /** Says of what went wrong between here and the process whether it may have been delivered. */
  async function reaching<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ORPCError || signal.aborted) throw error;
      throw new PluginUnreachable(self, { delivered: wasRefused(error) ? "no" : "perhaps", cause: error });
    }
  }

  return {
    ...self,
    call: (path, input, options) =>
      holding(() =>
        reaching(options.signal, () => link.call(path, input, { signal: options.signal, context: options })),
      ),

    forward: (request, { clientAddress }) =>
      holding(async () => {
        const principal = await identify(request);
        const headers = passableHeaders(request.headers);
        const told = { ...knock(door), ...describe(principal, seal), [CLIENT_HEADER]: clientAddress };
        for (const [name, value] of Object.entries(told)) headers.set(name, value);
        const { method, body, signal, url } = request;
        const answer = await reaching(signal, () =>
          fetch(url, {
            method,
            headers,
            body,
            signal,
            unix: door.path,
            redirect: "manual",
            ...AS_IT_COMES,
          }),
        );
        return new Response(answer.body, { status: answer.status, headers: answerableHeaders(answer.headers) });
      }),

    quiet: () => (open === 0 ? Promise.resolve() : new Promise((resolve) => (onQuiet = resolve))),

    // Its sockets are registered here, as those of any plugin.
    socket: () => undefined,

    async openApiPaths() {
      const paths = await process.ask.openApiPaths().catch(() => ({}));
      const own = Object.entries(paths).filter(([path]) => path.startsWith(`/api/${pluginId}/`));
      return Object.fromEntries(own);
    },
  };
}

function describe(principal: Principal, seal: PersonSeal): Record<string, string> {
  if (principal.type !== "service") return { [PERSON_HEADER]: seal.seal(principal) };
  const { pluginId, onBehalfOf } = principal;
  const person: Person | undefined = onBehalfOf;
  return { [CALLER_HEADER]: pluginId, ...(person && { [PERSON_HEADER]: seal.seal(person) }) };
}

const busy = (pluginId: string) =>
  new ORPCError("PLUGIN_BUSY", {
    status: 503,
    message: `Plugin "${pluginId}" is busy with ${MAX_OPEN} calls; try again in a second.`,
    data: { pluginId },
  });

const REFUSED = new Set(["ECONNREFUSED", "ENOENT", "FailedToOpenSocket", "ConnectionRefused"]);

const wasRefused = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && REFUSED.has(error.code);
