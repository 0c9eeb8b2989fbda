import type { Logger } from "@checkstack/backend-api";
import type { Connection } from "./connection.ts";
import { quoteIdentifier } from "./identifiers.ts";
import { messageOf } from "./query-error.ts";

/** One connection kept open for notifications, which also tells whether the server answers. */
export interface ServerLink extends Disposable {
  /**
   * Calls `handler` with what is notified. Whenever listening begins, at first and again after the connection was lost, it is
   * called with an empty payload: what was notified before then is not known, so that it looks for itself.
   */
  listen(channel: string, handler: (payload: string) => void): Disposable;
  isReachable(): boolean;
  onReachabilityChange(listener: (reachable: boolean) => void): Disposable;
}

const PROBE_EVERY_MS = 600;
const PROBE_TIMEOUT_MS = 1000;
const RETRY_MIN_MS = 50;
const RETRY_MAX_MS = 500;

export function createServerLink(options: { open: () => Promise<Connection>; logger: Logger }): ServerLink {
  const { logger } = options;
  const handlers = new Map<string, Set<(payload: string) => void>>();
  const listeners = new Set<(reachable: boolean) => void>();
  let connection: Connection | undefined;
  let reachable = true;
  let retryMs = RETRY_MIN_MS;
  let timer: Timer | undefined;
  let disposed = false;

  async function connect(): Promise<void> {
    try {
      const opened = await options.open();
      if (disposed) return opened.close();
      opened.onNotification((channel, payload) => tell(channel, payload));
      opened.onEnd(() => lost(opened));
      connection = opened;
      for (const channel of handlers.keys()) await send(opened, `listen ${quoteIdentifier(channel)}`);
      retryMs = RETRY_MIN_MS;
      report(true);
      for (const channel of handlers.keys()) tell(channel, "");
      later(PROBE_EVERY_MS, () => probe(opened));
    } catch (error) {
      report(false, error);
      connection?.destroy();
      connection = undefined;
      later(retryMs, connect);
      retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
    }
  }

  async function probe(probed: Connection): Promise<void> {
    try {
      await send(probed, "select 1");
      later(PROBE_EVERY_MS, () => probe(probed));
    } catch (error) {
      report(false, error);
      probed.destroy();
      lost(probed);
    }
  }

  /** The connection alone may be gone, so the server is asked before it is called unreachable. */
  function lost(gone: Connection): void {
    if (gone !== connection) return;
    connection = undefined;
    later(0, connect);
  }

  function later(ms: number, run: () => Promise<void>): void {
    clearTimeout(timer);
    if (!disposed) timer = setTimeout(() => void run(), ms).unref();
  }

  function report(now: boolean, error?: unknown): void {
    if (now === reachable || disposed) return;
    reachable = now;
    if (now) logger.info("the database answers again");
    else logger.warn("the database does not answer", { reason: messageOf(error) });
    for (const listener of listeners) guarded(() => listener(now));
  }

  function tell(channel: string, payload: string): void {
    for (const handler of handlers.get(channel) ?? []) guarded(() => handler(payload));
  }

  function guarded(run: () => void): void {
    try {
      run();
    } catch (error) {
      logger.error("a listener of the database failed", { reason: messageOf(error) });
    }
  }

  /** A failure shows on the connection itself, which is then made anew with all channels. */
  function sendIfConnected(verb: "listen" | "unlisten", channel: string, then: () => void = () => {}): void {
    if (connection) send(connection, `${verb} ${quoteIdentifier(channel)}`).then(then, () => undefined);
  }

  void connect();
  return {
    listen(channel, handler) {
      const known = handlers.get(channel) ?? new Set();
      if (known.size === 0) sendIfConnected("listen", channel, () => tell(channel, ""));
      handlers.set(channel, known.add(handler));
      return {
        [Symbol.dispose]() {
          known.delete(handler);
          if (known.size > 0 || handlers.get(channel) !== known) return;
          handlers.delete(channel);
          sendIfConnected("unlisten", channel);
        },
      };
    },
    isReachable: () => reachable,
    onReachabilityChange(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    [Symbol.dispose]() {
      disposed = true;
      clearTimeout(timer);
      connection?.close();
    },
  };
}

const send = (to: Connection, text: string) => to.query({ text }, PROBE_TIMEOUT_MS);
