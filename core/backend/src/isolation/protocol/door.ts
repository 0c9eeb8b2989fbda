import { timingSafeEqual } from "node:crypto";
import { createORPCClient, type ClientContext, type ClientLink } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { AnyContractRouter, ContractRouterClient } from "@orpc/contract";
import { ORPCError, type Context, type Router } from "@orpc/server";
import { RPCHandler } from "@orpc/server/fetch";
import { fromWireError, toWireError } from "./wire-error.ts";

/** A Unix socket and the word that whoever comes through must say. */
export interface Door {
  readonly path: string;
  readonly token: string;
}

/** The name under which both sides answer questions; nothing else begins with it. */
export const CONTROL = "/control";
const TOKEN_HEADER = "x-checkstack-door";

/** Headers that let a request through `door`. */
export const knock = ({ token }: Door): Record<string, string> => ({ [TOKEN_HEADER]: token });

/** Says whether the other side knows the word. */
export function mayEnter(request: Request, { token }: Pick<Door, "token">): boolean {
  const said = Buffer.from(request.headers.get(TOKEN_HEADER) ?? "");
  const expected = Buffer.from(token);
  return said.length === expected.length && timingSafeEqual(said, expected);
}

/** Asks through `door`. An answer of more than `maxAnswerBytes` is an error. */
export function askThrough<T extends AnyContractRouter>(
  door: Door,
  { maxAnswerBytes }: { readonly maxAnswerBytes: number },
): ContractRouterClient<T> {
  const link = new RPCLink<ClientContext>({
    url: `http://checkstack${CONTROL}`,
    headers: knock(door),
    fetch: async (request, init) =>
      withinLimit(await fetch(request, { ...init, unix: door.path, ...AS_IT_COMES }), maxAnswerBytes),
  });
  const asking: ClientLink<ClientContext> = {
    async call(path, input, options) {
      try {
        return await link.call(path, input, options);
      } catch (error) {
        if (error instanceof ORPCError || options.signal?.aborted) throw fromWireError(error);
        throw new OtherSideLost(error);
      }
    },
  };
  return createORPCClient(asking);
}

/** No answer came. */
export class OtherSideLost extends Error {
  override readonly name = "OtherSideLost";

  constructor(cause: unknown) {
    super("no answer came from the process", { cause });
  }
}

/** Answers questions that came through a door. */
export function createAnswering<T extends Context>(
  router: Router<AnyContractRouter, T>,
): (request: Request, context: T) => Promise<Response> {
  const handler = new RPCHandler(router, {
    clientInterceptors: [
      async ({ next }) => {
        try {
          return await next();
        } catch (error) {
          throw isRefusal(error) ? error : toWireError(error);
        }
      },
    ],
  });
  return async (request, context) => {
    const { response } = await handler.handle(request, { prefix: CONTROL, context });
    return response ?? new Response(null, { status: 404 });
  };
}

/** A question that does not fit its schema is the asker's error. */
const isRefusal = (error: unknown): boolean => error instanceof ORPCError && error.code === "BAD_REQUEST";

/**
 * Bun ends a request by itself after five minutes; how long these take is their callers' affair. It also unpacks what comes
 * packed, however large it then is.
 */
export const AS_IT_COMES = { timeout: false, decompress: false } as const;

/** Reads the answer, and no more of it than is allowed. */
export async function withinLimit(response: Response, maxBytes: number): Promise<Response> {
  const length = response.headers.get("content-length");
  // No more is read than was announced.
  if (length !== null && Number(length) <= maxBytes) return response;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error(`an answer of more than ${maxBytes} bytes came, which is not read`);
    chunks.push(chunk);
  }
  const { status, headers } = response;
  return new Response(size === 0 ? null : Buffer.concat(chunks), { status, headers });
}
