import type { Signal } from "@checkstack/common";
import {
  parseServerMessage,
  PONG,
  reconnectDelay,
  SESSION_ENDED,
  subscribeMessage,
  unsubscribeMessage,
} from "./signal-protocol.ts";

/** The one socket over which all signals arrive. It opens with the first subscription. */
export interface SignalClient {
  /** With `subject`, only what concerns that one is sent here at all. */
  subscribe<T>(signal: Signal<T>, handler: SignalHandler<T>, options?: { subject?: string }): () => void;
  /** Begins anew as whoever is signed in now. */
  reconnect(): void;
  state(): ConnectionState;
  onStateChange(listener: () => void): () => void;
  close(): void;
}

export type SignalHandler<T> = (payload: T, event: { subject?: string; at?: Date }) => void;

/** `ended`: the server closed the socket because the session is over; nothing is tried until `reconnect`. */
export type ConnectionState = "idle" | "connecting" | "open" | "reconnecting" | "ended";

export interface SignalClientOptions {
  connect(): WebSocket;
  /** Called when a lost connection is back: what was pushed meanwhile is gone, so ask for everything again. */
  onResumed(): void;
  onSessionEnded(): void;
  random(): number;
}

/** Silence after which an open socket counts as dead, once the server has shown that it pings. */
const SILENCE_MS = 90_000;

export function createSignalClient(options: SignalClientOptions): SignalClient {
  const topics = new Map<string, Set<(message: { payload: unknown; subject?: string; at?: Date }) => void>>();
  const listeners = new Set<() => void>();
  let state: ConnectionState = "idle";
  let socket: WebSocket | undefined;
  let attempt = 0;
  let wasLost = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;

  const become = (next: ConnectionState) => {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  };

  const open = () => {
    clearTimeout(retry);
    retry = undefined;
    become(wasLost ? "reconnecting" : "connecting");
    const opened = options.connect();
    socket = opened;
    // Events of a socket that has been replaced meanwhile say nothing about the present one.
    const whenCurrent = (run: () => void) => () => {
      if (socket === opened) run();
    };
    opened.addEventListener("open", whenCurrent(connected));
    opened.addEventListener("message", (event) => {
      if (socket === opened) received(event.data);
    });
    opened.addEventListener("close", (event) => {
      if (socket === opened) lost(event.code);
    });
  };

  const connected = () => {
    attempt = 0;
    socket?.send(subscribeMessage([...topics.keys()]));
    become("open");
    if (wasLost) options.onResumed();
    wasLost = false;
  };

  const received = (frame: unknown) => {
    const message = parseServerMessage(frame);
    if (message?.type === "ping" || watchdog !== undefined) {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => socket?.close(), SILENCE_MS);
    }
    if (message?.type === "ping") socket?.send(PONG);
    if (message?.type === "refused") console.warn(`Not allowed to follow ${message.signals.join(", ")}.`);
    if (message?.type !== "signal") return;
    for (const deliver of topics.get(topicOf(message.id, message.scoped ? message.subject : undefined)) ?? []) {
      deliver(message);
    }
  };

  const lost = (code: number) => {
    drop();
    if (code === SESSION_ENDED) {
      become("ended");
      return options.onSessionEnded();
    }
    wasLost = true;
    become("reconnecting");
    retry = setTimeout(open, reconnectDelay(attempt++, options.random()));
  };

  const drop = () => {
    clearTimeout(retry);
    clearTimeout(watchdog);
    retry = watchdog = undefined;
    const dropped = socket;
    socket = undefined;
    dropped?.close();
  };

  return {
    subscribe(signal, handler, { subject } = {}) {
      const deliver = deliverTo(signal, handler);
      const topic = topicOf(signal.id, subject);
      const existing = topics.get(topic);
      if (existing) existing.add(deliver);
      else {
        topics.set(topic, new Set([deliver]));
        if (state === "open") socket?.send(subscribeMessage([topic]));
      }
      if (state === "idle") open();
      return () => {
        const remaining = topics.get(topic);
        remaining?.delete(deliver);
        if (remaining?.size !== 0) return;
        topics.delete(topic);
        if (state === "open") socket?.send(unsubscribeMessage([topic]));
      };
    },
    reconnect() {
      drop();
      attempt = 0;
      wasLost = false;
      if (topics.size > 0) open();
      else become("idle");
    },
    state: () => state,
    onStateChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      drop();
      become("idle");
    },
  };
}

/** How a subscription is named on the wire. */
const topicOf = (signalId: string, subject: string | undefined): string =>
  subject === undefined ? signalId : `${signalId}#${subject}`;

function deliverTo<T>(signal: Signal<T>, handler: SignalHandler<T>) {
  return ({ payload, subject, at }: { payload: unknown; subject?: string; at?: Date }) => {
    const event = { ...(subject !== undefined && { subject }), ...(at && { at }) };
    const parsed = signal.payload?.safeParse(payload);
    if (parsed?.success === false) {
      console.warn(`Signal "${signal.id}" has an unexpected shape and is ignored; reload the page.`, parsed.error);
    } else if (parsed) handler(parsed.data, event);
    else if (isTaken(signal, payload)) handler(payload, event);
  };
}

/** Without a schema the server is believed, as it is with the answers of calls. */
const isTaken = <T>(signal: Signal<T>, _payload: unknown): _payload is T => signal.payload === undefined;
