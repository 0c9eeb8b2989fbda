/**
 * A web server to be watched, in a process of its own, so that a busy test run does not slow its answers. Every path is
 * a target; `PUT` says what it answers from then on. Prints its port.
 */
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { Answer } from "./target.ts";

const answers = new Map<string, Answer>();

const server = createServer(async (request, response) => {
  const [path = "/"] = (request.url ?? "/").split("?");
  if (request.method === "PUT") {
    answers.set(path, await readAnswer(request));
    response.end();
    return;
  }
  const { status = 200, headers = {}, body = "ok", delayMs = 0 } = answers.get(path) ?? {};
  setTimeout(() => response.writeHead(status, { "content-type": "text/plain", ...headers }).end(body), delayMs);
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") console.log(String(address?.port));
});
// Whoever started it holds the other end.
process.stdin.on("end", () => process.exit()).resume();

async function readAnswer(request: IncomingMessage): Promise<Answer> {
  return JSON.parse(await text(request));
}
