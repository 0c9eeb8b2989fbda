import type { Principal, Person } from "@checkstack/common";
import type { Logger } from "@checkstack/backend-api";
import { ORPCError } from "@orpc/client";
import type { Elsewhere } from "../elsewhere/endpoint-table.ts";
import { noHost } from "../elsewhere/try-each.ts";
import type { ContractRegistry } from "../rpc/contract-registry.ts";
import type { ServedContract } from "../rpc/served-contract.ts";
import type { ServiceTokenVerifier } from "../rpc/service-token.ts";
import { forwardRequest } from "./forward-request.ts";
import type { HttpCall } from "./http-call.ts";
import type { OriginPolicy } from "./origin.ts";
import { answerRest, answerRpc, answerRpcError } from "./procedure-answer.ts";
import { pluginUnavailable } from "./plugin-unavailable.ts";
import { isPassing, methodNotAllowed, notFound, problemAnswer, toProblem } from "./problem.ts";
import type { Readiness } from "./readiness.ts";

export interface ApiRouteOptions {
  readonly contracts: ContractRegistry;
  readonly elsewhere?: Elsewhere;
  readonly authenticate: (headers: Headers) => Promise<Person>;
  readonly serviceTokens?: ServiceTokenVerifier;
  readonly readiness: () => Readiness;
  readonly origins: OriginPolicy;
  readonly logger: Logger;
}

/** Answers `/api/<pluginId>/...`: REST, and the RPC protocol under `/rpc/`. */
export type ApiRoute = (call: HttpCall, url: URL) => Promise<Response>;

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

export function createApiRoute(options: ApiRouteOptions): ApiRoute {
  const { contracts, elsewhere, authenticate, serviceTokens, readiness, origins, logger } = options;

  return async (call, url) => {
    const { request } = call;
    const { pluginId, path } = splitPath(url.pathname);
    const isRpc = path.startsWith("/rpc/");
    try {
      const here = await contracts.reach(pluginId);
      if (!here) return await passOn(pluginId, call);
      using _visit = here.visit;
      const answer = await (isRpc ? rpc : rest)(here.served, call, url, path);
      return call.addHeadersTo(answer);
    } catch (thrown) {
      const error = toProblem(thrown, logger);
      const answer = await (isRpc ? answerRpcError(request, error) : problemAnswer(request, error));
      if (isPassing(error)) answer.headers.set("retry-after", "1");
      return call.addHeadersTo(answer);
    }
  };

  async function passOn(pluginId: string, call: HttpCall): Promise<Response> {
    const endpoints = elsewhere?.endpoints(pluginId) ?? [];
    if (endpoints.length === 0) throw whyNotServed(pluginId);
    // Here, because the other side cannot know which host the browser asked.
    if (!SAFE_METHODS.has(call.request.method)) origins.check(call.request);
    return forwardRequest(call.request, { pluginId, endpoints, from: call });
  }

  async function rest(served: ServedContract, call: HttpCall, url: URL, path: string): Promise<Response> {
    const { request } = call;
    const match = await served.match(request.method === "HEAD" ? "GET" : request.method, path);
    if (!match) return unmatched(served, request, url, path);
    if (!SAFE_METHODS.has(request.method)) origins.check(request);
    const principal = await authenticate(request.headers);
    return answerRest(request, url, match, { principal, http: call });
  }

  async function rpc(served: ServedContract, call: HttpCall, url: URL, path: string): Promise<Response> {
    const { request } = call;
    const procedure = served.procedure(procedureName(path));
    if (!procedure) throw notFound(url.pathname);
    // Only POST: an RPC call that changes things must never hide in a link.
    if (request.method !== "POST") throw methodNotAllowed(request.method, url.pathname, ["POST"]);
    origins.check(request);
    const principal = await principalOfRpc(request, served.contract.pluginId);
    return answerRpc(request, url, procedure, { principal, http: call });
  }

  function principalOfRpc(request: Request, pluginId: string): Promise<Principal> {
    const token = request.headers.get("authorization")?.match(/^Bearer (eyJ[\w-]*\.[\w-]+\.[\w-]*)$/)?.[1];
    return serviceTokens && token ? serviceTokens.verify(token, pluginId) : authenticate(request.headers);
  }

  function whyNotServed(pluginId: string): ORPCError<string, unknown> {
    const state = readiness().plugins[pluginId];
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

async function unmatched(served: ServedContract, request: Request, url: URL, path: string): Promise<Response> {
  const matches = await Promise.all(METHODS.map((method) => served.match(method, path)));
  const allowed: string[] = METHODS.filter((_, index) => matches[index]);
  if (allowed.length === 0) throw notFound(url.pathname);
  if (allowed.includes("GET")) allowed.push("HEAD");
  const allow = [...allowed, "OPTIONS"].join(", ");
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: { allow } });
  return problemAnswer(request, methodNotAllowed(request.method, url.pathname, allowed), { allow });
}

/** `/api/catalog/systems/1` is path `/systems/1` of plugin `catalog`. */
function splitPath(pathname: string): { pluginId: string; path: string } {
  const start = "/api/".length;
  const end = pathname.indexOf("/", start);
  return end === -1
    ? { pluginId: pathname.slice(start), path: "/" }
    : { pluginId: pathname.slice(start, end), path: pathname.slice(end) };
}

/** `/rpc/systems/get` is `systems.get`. */
const procedureName = (path: string): string => path.slice("/rpc/".length).replaceAll("/", ".");
