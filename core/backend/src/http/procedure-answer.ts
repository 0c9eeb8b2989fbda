import { StandardRPCJsonSerializer, StandardRPCSerializer } from "@orpc/client/standard";
import { ORPCError } from "@orpc/client";
import { StandardOpenAPICodec } from "@orpc/openapi/standard";
import { StandardBracketNotationSerializer, StandardOpenAPISerializer } from "@orpc/openapi-client/standard";
import { StandardRPCCodec } from "@orpc/server/standard";
import { toFetchResponse, toStandardHeaders } from "@orpc/standard-server-fetch";
import type { CallContext } from "@checkstack/backend-api";
import type { RouteMatch, ServedProcedure } from "../rpc/served-contract.ts";
import { jsonAnswer } from "./json-answer.ts";
import { PlainJsonSerializer } from "./plain-json-serializer.ts";
import { readBody } from "./request-body.ts";

const rest = new StandardOpenAPICodec(
  new StandardOpenAPISerializer(new PlainJsonSerializer(), new StandardBracketNotationSerializer()),
);
const serializer = new StandardRPCSerializer(new StandardRPCJsonSerializer());
const rpc = new StandardRPCCodec(serializer);

/** Runs the procedure behind a REST request: path, query and body in, plain JSON out. */
export async function answerRest(
  request: Request,
  url: URL,
  match: RouteMatch,
  context: CallContext,
): Promise<Response> {
  const { procedure, params } = match;
  procedure.authorize(context.principal);
  const input = await rest.decode(standardRequest(request, url, procedure), params, procedure.implementation);
  const options = { context, signal: request.signal, lastEventId: lastEventId(request), coerce: true };
  return encoded(request, rest.encode(await procedure.call(input, options), procedure.implementation));
}

/** Runs a procedure under the RPC protocol, which keeps dates, maps, undefined and typed errors as they are. */
export async function answerRpc(
  request: Request,
  url: URL,
  procedure: ServedProcedure,
  context: CallContext,
): Promise<Response> {
  procedure.authorize(context.principal);
  const input = await decodeRpc(request, url, procedure);
  const output = await procedure.call(input, { context, signal: request.signal, lastEventId: lastEventId(request) });
  return encoded(request, rpc.encode(output, procedure.implementation));
}

/** Runs something that is no procedure of a contract here under the RPC protocol. */
export async function answerRpcWith(
  request: Request,
  { maxBodyBytes }: { readonly maxBodyBytes: number },
  run: (input: unknown) => Promise<unknown>,
): Promise<Response> {
  const input = serializer.deserialize(await readBody(request, maxBodyBytes));
  return encoded(request, { status: 200, headers: {}, body: serializer.serialize(await run(input)) });
}

/** An error as the RPC protocol carries it. */
export const answerRpcError = (request: Request, error: ORPCError<string, unknown>) =>
  encoded(request, rpc.encodeError(error));

async function decodeRpc(request: Request, url: URL, procedure: ServedProcedure): Promise<unknown> {
  try {
    return await rpc.decode(standardRequest(request, url, procedure), undefined, procedure.implementation);
  } catch (cause) {
    if (cause instanceof ORPCError) throw cause;
    throw new ORPCError("BAD_REQUEST", { status: 400, message: "The body does not follow the RPC protocol.", cause });
  }
}

function standardRequest(request: Request, url: URL, procedure: ServedProcedure) {
  return {
    method: request.method === "HEAD" ? "GET" : request.method,
    url,
    signal: request.signal,
    get headers() {
      return toStandardHeaders(request.headers);
    },
    body: () => readBody(request, procedure.maxBodyBytes),
  };
}

const lastEventId = (request: Request): string | undefined => request.headers.get("last-event-id") ?? undefined;

type Encoded = Parameters<typeof toFetchResponse>[0];

function encoded(request: Request, answer: Encoded): Response | Promise<Response> {
  const { status, body, headers } = answer;
  if (isStreamed(body) || Object.keys(headers).length > 0) return toFetchResponse(answer);
  if (body === undefined) return new Response(null, { status: status === 200 ? 204 : status });
  return jsonAnswer(request, { status, body: JSON.stringify(body) });
}

const isStreamed = (body: unknown): boolean =>
  body instanceof Blob ||
  body instanceof ReadableStream ||
  body instanceof FormData ||
  body instanceof URLSearchParams ||
  (typeof body === "object" && body !== null && Symbol.asyncIterator in body);
