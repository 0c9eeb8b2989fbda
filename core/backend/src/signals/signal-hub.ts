import type { Signal } from "@checkstack/common";
import type { Clock, EmitSignal } from "@checkstack/backend-api";
import * as z from "zod";
import { closeSocket, type LiveSocket, type SocketEndpoint } from "../http/open-sockets.ts";
import { createCoalescer, type Schedule } from "./coalescer.ts";
import { datePaths } from "./date-paths.ts";
import { parseClientMessage } from "./signal-protocol.ts";
import { createSubscriptions, subjectKey, tell, topicOf } from "./subscriptions.ts";

/** Pushes signals to the browsers of those who may read them. */
export interface SignalHub extends Disposable {
  /** Makes a signal known until disposed; sockets that asked for it before get it from then on. */
  register(signal: Signal): Disposable;
  /** Makes a signal of a plugin elsewhere known until disposed; one that is registered here comes first. */
  registerElsewhere(signal: KnownSignal): Disposable;
  /** The signals of plugins of this process. */
  registered(): readonly KnownSignal[];
  /** Calls `listener` with everything that plugins of this process emit, until disposed. */
  onEmit(listener: (emission: Emission) => void): Disposable;
  /** What somebody here listens for: `catalog.changed`, or `catalog.changed#<subject>`. */
  wanted(): readonly string[];
  /** Calls `listener` after that has changed, until disposed. */
  onWanted(listener: () => void): Disposable;
  /** Delivers what a plugin elsewhere emitted to those here who may have it. */
  take(emission: Emission): void;
  /** The `emitSignal` of one plugin, which may emit its own registered signals alone. */
  emitter(pluginId: string): EmitSignal;
  /** `/api/signals/ws`. */
  readonly endpoint: SocketEndpoint;
  /** Tells where to publish, once a server listens. */
  connect(publisher: SignalPublisher): void;
}

/** Bun's native publish: one message to every socket of a topic. */
export interface SignalPublisher {
  publish(topic: string, message: string): void;
  hasSubscribers(topic: string): boolean;
}

export interface SignalHubOptions {
  readonly clock: Clock;
  /** Checks payloads against their schemas, in development and tests. */
  readonly validatePayloads?: boolean;
  /** How windows of a quarter of a second are timed. */
  readonly schedule?: Schedule;
}

/** What must be known of a signal to deliver it. */
export type KnownSignal = Pick<Signal, "id" | "pluginId" | "access">;

/** Signals that another instance may send at once. */
export const MAX_BATCH = 1000;

const emissionSchema = z.object({
  id: z.string(),
  payload: z.unknown(),
  /** Where the payload has dates; JSON between processes and to browsers makes texts of them. */
  dates: z.array(z.array(z.union([z.string(), z.number()])).readonly()).optional(),
  subject: z.string().optional(),
  at: z.iso.datetime(),
});
export const emissionsSchema = z.array(emissionSchema).max(MAX_BATCH);

/** One signal as it was emitted. */
export type Emission = z.infer<typeof emissionSchema>;

const WINDOW_MS = 250;
const PING_EVERY_MS = 25_000;
const MAX_MESSAGE = 256 * 1024;
/*
 * Native publish does not say who is slow. So after every 256 KB the buffers are looked at: whoever has more than 512 KB
 * waiting is dropped, long before the buffer's limit of 1 MB, at which a message would vanish without a word.
 */
const LOOK_EVERY = 256 * 1024;
const SLOW_FROM = 512 * 1024;
const TRY_AGAIN_LATER = 1013;
const POLICY_VIOLATION = 1008;

export function createSignalHub(options: SignalHubOptions): SignalHub {
  const { clock, validatePayloads = false, schedule = after } = options;
  const signals = new Map<string, Signal>();
  const elsewhere = new Map<string, KnownSignal>();
  const listeners = new Set<(emission: Emission) => void>();
  const wantedListeners = new Set<() => void>();
  const subscriptions = createSubscriptions({ get: (id) => signals.get(id) ?? elsewhere.get(id) }, () => {
    for (const listener of wantedListeners) listener();
  });
  const coalescer = createCoalescer<Emission>({ intervalMs: WINDOW_MS, schedule, deliver });
  let publisher: SignalPublisher | undefined;
  let sinceLook = 0;
  let stopPings = keepPinging();

  function deliver({ id, payload, dates, subject, at }: Emission): void {
    const body = { type: "signal", id, payload, dates, subject, at };
    publish(topicOf(id), JSON.stringify(body));
    if (subject !== undefined) publish(topicOf(subjectKey(id, subject)), JSON.stringify({ ...body, scoped: true }));
  }

  function publish(topic: string, message: string): void {
    publisher?.publish(topic, message);
    sinceLook += message.length;
    if (sinceLook < LOOK_EVERY) return;
    sinceLook = 0;
    for (const socket of subscriptions.sockets) dropIfSlow(socket);
  }

  /** Most signals of a busy platform are about something that nobody looks at. */
  function isWanted(id: string, subject: string | undefined): boolean {
    const topics = subject === undefined ? [topicOf(id)] : [topicOf(id), topicOf(subjectKey(id, subject))];
    return topics.some((topic) => publisher?.hasSubscribers(topic));
  }

  function take(emission: Emission): void {
    const { id, subject } = emission;
    if (isWanted(id, subject)) coalescer.push(`${id}\n${subject ?? ""}`, emission);
  }

  function keepPinging(): () => void {
    return schedule(PING_EVERY_MS, () => {
      for (const socket of subscriptions.sockets) tell(socket, { type: "ping" });
      stopPings = keepPinging();
    });
  }

  return {
    register(signal) {
      if (signals.has(signal.id)) throw new Error(`signal "${signal.id}" is registered twice`);
      signals.set(signal.id, signal);
      subscriptions.reconcileAll();
      return {
        [Symbol.dispose]() {
          if (signals.get(signal.id) !== signal) return;
          signals.delete(signal.id);
          subscriptions.reconcileAll();
        },
      };
    },
    emitter: (pluginId) => (signal, payload, emitOptions) => {
      const { id } = signal;
      if (signal.pluginId !== pluginId || !signals.has(id)) {
        throw new Error(
          `plugin "${pluginId}" emits signal "${id}", which it did not register; call registerSignals first`,
        );
      }
      if (validatePayloads) checkPayload(signal, payload);
      const subject = emitOptions?.subject;
      if (listeners.size === 0 && !isWanted(id, subject)) return;
      const dates = datePaths(payload);
      const at = new Date(clock.now()).toISOString();
      const emission: Emission = { id, payload, ...(dates.length > 0 && { dates }), subject, at };
      for (const listener of listeners) listener(emission);
      take(emission);
    },
    registerElsewhere(signal) {
      elsewhere.set(signal.id, signal);
      subscriptions.reconcileAll();
      return {
        [Symbol.dispose]() {
          if (elsewhere.get(signal.id) !== signal) return;
          elsewhere.delete(signal.id);
          subscriptions.reconcileAll();
        },
      };
    },
    registered: () => [...signals.values()],
    onEmit(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    wanted: subscriptions.wanted,
    onWanted(listener) {
      wantedListeners.add(listener);
      return { [Symbol.dispose]: () => void wantedListeners.delete(listener) };
    },
    take,
    endpoint: {
      pluginId: "signals",
      access: "public",
      open: subscriptions.open,
      message(socket, data) {
        const message = parseClientMessage(data);
        if (!message) closeSocket(socket, POLICY_VIOLATION, "not a message of the signal protocol");
        else if (message.type === "subscribe") subscriptions.want(socket, message.signals);
        else if (message.type === "unsubscribe") subscriptions.forget(socket, message.signals);
      },
      drain() {},
      close: subscriptions.close,
      recheck: subscriptions.reconcile,
    },
    connect(next) {
      publisher = next;
    },
    [Symbol.dispose]() {
      coalescer[Symbol.dispose]();
      stopPings();
    },
  };
}

function checkPayload(signal: Signal, payload: unknown): void {
  const parsed = signal.payload?.safeParse(payload);
  if (parsed?.success === false) {
    throw new Error(`the payload of signal "${signal.id}" does not match its schema`, { cause: parsed.error });
  }
  if (JSON.stringify(payload).length > MAX_MESSAGE) {
    throw new Error(`the payload of signal "${signal.id}" is over 256 KB; push what changed, never a whole list`);
  }
}

function dropIfSlow(socket: LiveSocket): void {
  if (socket.data.closing || socket.getBufferedAmount() < SLOW_FROM) return;
  closeSocket(socket, TRY_AGAIN_LATER, "too slow");
}

const after: Schedule = (ms, run) => {
  const timer = setTimeout(run, ms);
  timer.unref();
  return () => clearTimeout(timer);
};
