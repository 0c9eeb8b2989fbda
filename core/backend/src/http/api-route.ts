import type { Person } from "@checkstack/common";
import type { Logger } from "@checkstack/backend-api";
import { ORPCError } from "@orpc/client";
import type { Elsewhere } from "../elsewhere/endpoint-table.ts";
import { NoHost } from "../elsewhere/try-each.ts";
import { whileComing } from "../elsewhere/while-coming.ts";
import type { ContractRegistry } from "../rpc/contract-registry.ts";
import { forwarding } from "./forward-request.ts";
import { HttpCall } from "./http-call.ts";
import type { OriginPolicy } from "./origin.ts";
import { answerThrown, createPluginAnswer, isSafe, splitPath } from "./plugin-answer.ts";
import { pluginUnavailable } from "./plugin-unavailable.ts";
import type { Readiness } from "./readiness.ts";

export interface ApiRouteOptions {
  readonly contracts: ContractRegistry;
  readonly elsewhere?: Elsewhere;
  readonly authenticate: (headers: Headers) => Promise<Person>;
  readonly readiness: () => Readiness;
  readonly origins: OriginPolicy;
  readonly logger: Logger;
}

/** Answers `/api/<pluginId>/...`, or passes it on to where the plugin answers. */
export type ApiRoute = (call: HttpCall, url: URL) => Promise<Response>;

export function createApiRoute(options: ApiRouteOptions): ApiRoute {
  const { contracts, elsewhere, readiness, origins, logger } = options;
  const answer = createPluginAnswer(options);

  return async (call, url) => {
    try {
      const { pluginId } = splitPath(url.pathname);
      const here = await contracts.reach(pluginId);
      const found = here ? { here, call } : await passOn(pluginId, call);
      if (!found.here) return found.answer;
      using _visit = found.here.visit;
      return await answer(found.here.served, found.call, url);
    } catch (thrown) {
      return answerThrown(call, url, thrown, logger);
    }
  };

  /** The answer of another process, or the plugin, when it has come here meanwhile. */
  async function passOn(pluginId: string, call: HttpCall) {
    const { request } = call;
    const isKnown = (elsewhere?.endpoints(pluginId) ?? []).length > 0 || elsewhere?.coming?.(pluginId) !== undefined;
    if (!isKnown) throw whyNotServed(pluginId);
    // Here, because the other side cannot know which host the browser asked.
    if (!isSafe(request)) origins.check(request);
    const forward = await forwarding(request, { pluginId, from: call });
    try {
      return await whileComing({ ...forward, pluginId, elsewhere }, async () => {
        const here = await contracts.reach(pluginId);
        if (!here) return { answer: await forward.send(elsewhere?.endpoints(pluginId) ?? []) };
        return { here, call: new HttpCall(forward.request(), () => call.clientAddress) };
      });
    } catch (error) {
      throw error instanceof NoHost ? whyNotServed(pluginId) : error;
    }
  }

  function whyNotServed(pluginId: string): ORPCError<string, unknown> {
    const { status, plugins } = readiness();
    const state = plugins[pluginId];
    if (state === undefined && !contracts.isDeclared(pluginId) && status === "starting") return notKnownYet(pluginId);
    if (state === undefined && elsewhere?.isKnown(pluginId)) return new NoHost(pluginId);
    if (state === undefined && !contracts.isDeclared(pluginId)) {
      return new ORPCError("PLUGIN_UNKNOWN", { status: 404, message: `No plugin "${pluginId}" is installed.` });
    }
    if (state?.state === "ready") {
      return new ORPCError("NOT_FOUND", { status: 404, message: `Plugin "${pluginId}" has no interface of its own.` });
    }
    return pluginUnavailable(pluginId, state ?? { state: "registered" });
  }
}

/** Another process may have it: who there is, is found out with the database. */
const notKnownYet = (pluginId: string) =>
  new ORPCError("PLUGIN_STARTING", {
    status: 503,
    message: `The platform is starting and does not know yet whether there is a plugin "${pluginId}"; try again in a second.`,
  });
