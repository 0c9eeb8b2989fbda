import type { Principal } from "@checkstack/common";
import type { Logger } from "@checkstack/backend-api";
import type { ServedContract } from "../rpc/served-contract.ts";
import type { HttpCall } from "./http-call.ts";
import type { OriginPolicy } from "./origin.ts";
import { answerRest, answerRpc, answerRpcError } from "./procedure-answer.ts";
import { isPassing, methodNotAllowed, notFound, problemAnswer, toProblem } from "./problem.ts";

/** Answers `/api/<pluginId>/...` for a plugin of this process: REST, and the RPC protocol under `/rpc/`. */
export type PluginAnswer = (served: ServedContract, call: HttpCall, url: URL) => Promise<Response>;

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

export const isSafe = ({ method }: Request): boolean => SAFE_METHODS.has(method);

/** `/api/catalog/systems/1` is path `/systems/1` of plugin `catalog`. */
export function splitPath(pathname: string): { pluginId: string; path: string } {
  const start = "/api/".length;
  const end = pathname.indexOf("/", start);
  return end === -1
    ? { pluginId: pathname.slice(start), path: "/" }
    : { pluginId: pathname.slice(start, end), path: pathname.slice(end) };
}

export function createPluginAnswer(options: {
  readonly authenticate: (headers: Headers) => Promise<Principal>;
  readonly origins: OriginPolicy;
}): PluginAnswer {
  const { authenticate, origins } = options;

  return async (served, call, url) => {
    const { path } = splitPath(url.pathname);
    return call.addHeadersTo(await (isRpc(path) ? rpc : rest)(served, call, url, path));
  };

  async function rest(served: ServedContract, call: HttpCall, url: URL, path: string): Promise<Response> {
    const { request } = call;
    const match = await served.match(request.method === "HEAD" ? "GET" : request.method, path);
    if (!match) return unmatched(served, request, url, path);
    if (!isSafe(request)) origins.check(request);
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
    const principal = await authenticate(request.headers);
    return answerRpc(request, url, procedure, { principal, http: call });
  }
}

/** What was thrown, in the form that the address asks for. */
export async function answerThrown(call: HttpCall, url: URL, thrown: unknown, logger: Logger): Promise<Response> {
  const { request } = call;
  const error = toProblem(thrown, logger);
  const { path } = splitPath(url.pathname);
  const answer = await (isRpc(path) ? answerRpcError(request, error) : problemAnswer(request, error));
  if (isPassing(error)) answer.headers.set("retry-after", "1");
  return call.addHeadersTo(answer);
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

const isRpc = (path: string): boolean => path.startsWith("/rpc/");

/** `/rpc/systems/get` is `systems.get`. */
const procedureName = (path: string): string => path.slice("/rpc/".length).replaceAll("/", ".");
