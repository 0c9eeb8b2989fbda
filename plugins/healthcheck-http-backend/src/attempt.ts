import type { Socket } from "node:net";
import type { Certificate } from "./certificate.ts";
import { Finding } from "./finding.ts";
import type { ResponseHead } from "./exchange.ts";
import type { Stopwatch } from "./stopwatch.ts";

/** One run under way, and all that is known of it so far: what evidence is made from when it fails. */
export interface Attempt {
  readonly stopwatch: Stopwatch;
  /** Set when the time is up or nobody waits any more: whatever is still under way must end. */
  readonly over: boolean;
  /** Makes `socket` the one that is closed at the end, instead of the one before. */
  hold(socket: Socket): void;
  /** Closes what is open. */
  end(): void;
  readonly seen: Seen;
}

export interface Seen {
  /** `GET https://example.org/`, of the last request. */
  request: string;
  addresses: readonly string[];
  /** The address that the last request went to. */
  address?: string;
  tls?: { readonly protocol: string; readonly cipher: string };
  certificate?: Certificate;
  head?: ResponseHead;
  /** Where redirects led, in order. */
  readonly redirects: string[];
}

export function startAttempt(stopwatch: Stopwatch): Attempt {
  let held: Socket | undefined;
  let over = false;
  return {
    stopwatch,
    get over() {
      return over;
    },
    hold(socket) {
      held?.destroy();
      held = socket;
      if (!over) return;
      socket.destroy();
      throw new Finding("CANCELLED", "the run ended before the connection was made");
    },
    end() {
      over = true;
      held?.destroy();
    },
    seen: { request: "", addresses: [], redirects: [] },
  };
}
