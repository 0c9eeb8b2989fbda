import { createAnswering, CONTROL, mayEnter } from "../protocol/door.ts";
import type { StartMessage } from "../launch/start-message.ts";
import type { ChildPlugin } from "./child-plugin.ts";
import { createProcessRouter } from "./process-router.ts";

/** The server's own limit for what people send; contracts set lower ones. */
const MAX_BODY_BYTES = 256 * 1024 * 1024;

/** Answers what the platform asks of this process and what it passes on. */
export function openOwnDoor({ own }: StartMessage, plugin: ChildPlugin): void {
  const answer = createAnswering(createProcessRouter(plugin));
  Bun.serve({
    unix: own.path,
    maxRequestBodySize: MAX_BODY_BYTES,
    development: false,
    fetch(request, server) {
      // How long an answer may take is decided at the other side.
      server.timeout(request, 0);
      if (!mayEnter(request, own)) return new Response(null, { status: 403 });
      const url = new URL(request.url);
      return url.pathname.startsWith(`${CONTROL}/`) ? answer(request, {}) : plugin.answer(request, url);
    },
  });
}
