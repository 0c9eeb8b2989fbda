import type { Person } from "@checkstack/common";
import type { Logger } from "@checkstack/backend-api";
import { ORPCError } from "@orpc/client";
import type { Elsewhere } from "../elsewhere/endpoint-table.ts";
import { noHost } from "../elsewhere/try-each.ts";
import type { ContractRegistry } from "../rpc/contract-registry.ts";
import { forwardRequest } from "./forward-request.ts";
import type { HttpCall } from "./http-call.ts";
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
      if (!here) return await passOn(pluginId, call);
      using _visit = here.visit;
      return await answer(here.served, call, url);
    } catch (thrown) {
      return answerThrown(call, url, thrown, logger);
    }
  };

  async function passOn(pluginId: string, call: HttpCall): Promise<Response> {
    const endpoints = elsewhere?.endpoints(pluginId) ?? [];
    if (endpoints.length === 0) throw whyNotServed(pluginId);
    // Here, because the other side cannot know which host the browser asked.
    if (!isSafe(call.request)) origins.check(call.request);
    return forwardRequest(call.request, { pluginId, endpoints, from: call });
  }

  function whyNotServed(pluginId: string): ORPCError<string, unknown> {
    const { status, plugins } = readiness();
    const state = plugins[pluginId];
    if (state === undefined && !contracts.isDeclared(pluginId) && status === "starting") return notKnownYet(pluginId);
    if (state === undefined && elsewhere?.isKnown(pluginId)) return noHost(pluginId);
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
