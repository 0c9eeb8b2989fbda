import { setTimeout as wait } from "node:timers/promises";
import { mayEnter, type Door } from "../protocol/door.ts";
import { createFlowLimit } from "./flow-limit.ts";
import { createUnreadAnswers } from "./unread-answers.ts";

export interface PlatformDoorOptions extends Door {
  readonly answer: (request: Request) => Promise<Response>;
  /** Called when the process asks more than is fair, or reads no answers. */
  readonly onFlood: () => void;
}

const MAX_QUESTION_BYTES = 8 * 1024 * 1024;
const MAX_UNREAD_BYTES = 64 * 1024 * 1024;
const LIMITS = { perSecond: 2000, open: 1000 };
/** No answer takes longer; those that do come from a plugin that hangs. */
const IDLE_S = 255;

/** Opens the socket through which one process asks the platform. */
export function openPlatformDoor({ path, token, answer, onFlood }: PlatformDoorOptions): AsyncDisposable {
  const limit = createFlowLimit(LIMITS);
  const unread = createUnreadAnswers({ maxBytes: MAX_UNREAD_BYTES, onExceeded: onFlood });
  const server = Bun.serve({
    unix: path,
    maxRequestBodySize: MAX_QUESTION_BYTES,
    development: false,
    error: () => new Response(null, { status: 500 }),
    async fetch(request, asked) {
      asked.timeout(request, IDLE_S);
      if (!mayEnter(request, { token })) return new Response(null, { status: 403 });
      const waitMs = limit.enter(performance.now());
      if (waitMs === undefined) {
        onFlood();
        return new Response(null, { status: 429 });
      }
      if (waitMs > 0) await wait(waitMs);
      return unread.watch(await answer(request).finally(limit.leave));
    },
  });
  return { [Symbol.asyncDispose]: () => server.stop(true) };
}
