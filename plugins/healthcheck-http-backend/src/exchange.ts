import { request as sendRequest, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Attempt } from "./attempt.ts";
import { readBody, type Body } from "./body.ts";
import { Finding, findingOf } from "./finding.ts";
import type { HttpRequest } from "./plan.ts";
import { isRedirect } from "./redirect.ts";

export interface ResponseHead {
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly httpVersion: string;
  /** Lower-case names; a header that came several times is joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
}

export type Response =
  | { readonly type: "redirect"; readonly statusCode: number; readonly location: string }
  | { readonly type: "answer"; readonly head: ResponseHead; readonly body: Body };

const MAX_HEADER_BYTES = 65_536;
/** Informational responses (RFC 9110 section 15.2) before the one that counts. */
const MAX_HINTS = 20;

/** Sends one request over a connection and reads the response; the body of a redirect to follow is left unread. */
export async function exchange(
  socket: Socket,
  request: HttpRequest,
  { attempt, maxBodyBytes, followRedirects }: { attempt: Attempt; maxBodyBytes: number; followRedirects: boolean },
): Promise<Response> {
  attempt.stopwatch.enter("firstByte");
  const message = await send(socket, request);
  attempt.stopwatch.enter("transfer");
  const head = headOf(message);
  attempt.seen.head = head;
  const { location } = head.headers;
  if (followRedirects && isRedirect(head.statusCode, location)) {
    message.on("error", () => undefined);
    return { type: "redirect", statusCode: head.statusCode, location };
  }
  return { type: "answer", head, body: await readBody(message, maxBodyBytes) };
}

function send(socket: Socket, { method, url, headers, body }: HttpRequest): Promise<IncomingMessage> {
  return new Promise((succeed, fail) => {
    const request = sendRequest({
      createConnection: () => socket,
      method,
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, connection: "close" },
      maxHeaderSize: MAX_HEADER_BYTES,
    });
    let answered = false;
    const answer = (message: IncomingMessage): void => {
      answered = true;
      succeed(message);
    };
    let hints = 0;
    request
      .on("information", () => {
        if (++hints === MAX_HINTS)
          request.destroy(new Finding("PROTOCOL_ERROR", `${url.host} sends 1xx responses without end`));
      })
      .on("response", answer)
      // 101 without having asked for it: the response has no body, and the socket is closed with the run.
      .on("upgrade", answer)
      .on("error", (error) => fail(findingOf(error, "firstByte", url.host)))
      .on("close", () => {
        if (!answered) fail(new Finding("CONNECTION_RESET", `${url.host} closed the connection without an answer`));
      });
    request.end(body);
  });
}

function headOf({ statusCode = 0, statusMessage = "", httpVersion, headers: received }: IncomingMessage): ResponseHead {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(received)) {
    if (value !== undefined) headers[name] = typeof value === "string" ? value : value.join(", ");
  }
  return { statusCode, statusMessage, httpVersion, headers };
}
