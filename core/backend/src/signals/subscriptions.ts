import { mayAccess, type Person, type Signal } from "@checkstack/common";
import { closeSocket, type LiveSocket } from "../http/open-sockets.ts";
import type { ServerMessage } from "./signal-protocol.ts";

/** Which sockets want which signals, and which of those they may have. */
export interface Subscriptions {
  readonly sockets: Iterable<LiveSocket>;
  /** What at least one socket has now: `catalog.changed`, or `catalog.changed#<subject>`. */
  wanted(): readonly string[];
  open(socket: LiveSocket): void;
  close(socket: LiveSocket): void;
  want(socket: LiveSocket, ids: readonly string[]): void;
  forget(socket: LiveSocket, ids: readonly string[]): void;
  /** Compares what a socket wants with what it may have now, and tells it what changed. */
  reconcile(socket: LiveSocket): void;
  reconcileAll(): void;
}

const MAX_SIGNALS = 1000;
const POLICY_VIOLATION = 1008;

type Standing = "subscribed" | "unknown" | "unauthorized" | "forbidden";

/** What a socket asks for: a signal, or with `#<subject>` only what concerns one subject of it. */
export const topicOf = (wanted: string): string => `signal:${wanted}`;

export const subjectKey = (signalId: string, subject: string): string => `${signalId}#${subject}`;

const signalIdOf = (wanted: string): string => wanted.split("#", 1)[0] ?? wanted;

export const tell = (socket: LiveSocket, message: ServerMessage): void => void socket.send(JSON.stringify(message));

/** What decides whether somebody may have a signal. */
type Guarded = Pick<Signal, "pluginId" | "access">;

export function createSubscriptions(
  signals: { get(id: string): Guarded | undefined },
  /** Called after `wanted` has changed. */
  onWanted: () => void = () => {},
): Subscriptions {
  /** What each socket was last told of each signal it wants. */
  const wanted = new Map<LiveSocket, Map<string, Standing>>();

  /** How many sockets have each. */
  const counts = new Map<string, number>();

  function count(id: string, by: 1 | -1): void {
    const before = counts.get(id) ?? 0;
    const now = before + by;
    if (now === 0) counts.delete(id);
    else counts.set(id, now);
    if ((now === 0) !== (before === 0)) onWanted();
  }

  function move(socket: LiveSocket, id: string, { from, to }: { from: Standing | undefined; to: Standing }): void {
    if (to === "subscribed") {
      socket.subscribe(topicOf(id));
      count(id, 1);
    } else if (from === "subscribed") {
      socket.unsubscribe(topicOf(id));
      count(id, -1);
    }
  }

  const reconcileIds = (socket: LiveSocket, ids: Iterable<string>, { always }: { always: boolean }) => {
    const standings = wanted.get(socket);
    if (!standings) return;
    const changes: [id: string, standing: Standing][] = [];
    for (const id of ids) {
      const standing = standingOf(signals.get(signalIdOf(id)), socket.data.person);
      const before = standings.get(id);
      standings.set(id, standing);
      if (standing !== before) move(socket, id, { from: before, to: standing });
      if (standing !== before || always) changes.push([id, standing]);
    }
    announce(socket, changes);
  };

  return {
    get sockets() {
      return wanted.keys();
    },
    open: (socket) => void wanted.set(socket, new Map()),
    wanted: () => [...counts.keys()],
    close(socket) {
      for (const [id, standing] of wanted.get(socket) ?? []) if (standing === "subscribed") count(id, -1);
      wanted.delete(socket);
    },
    want(socket, ids) {
      const standings = wanted.get(socket);
      if (!standings) return;
      if (standings.size + ids.length > MAX_SIGNALS) closeSocket(socket, POLICY_VIOLATION, "too many signals");
      else reconcileIds(socket, ids, { always: true });
    },
    forget(socket, ids) {
      for (const id of ids) {
        const standings = wanted.get(socket);
        if (standings?.get(id) === "subscribed") move(socket, id, { from: "subscribed", to: "unknown" });
        standings?.delete(id);
      }
    },
    reconcile: (socket) => reconcileIds(socket, [...(wanted.get(socket)?.keys() ?? [])], { always: false }),
    reconcileAll() {
      for (const socket of wanted.keys()) this.reconcile(socket);
    },
  };
}

function standingOf(signal: Guarded | undefined, person: Person): Standing {
  if (!signal) return "unknown";
  if (mayAccess(person, signal.pluginId, signal.access)) return "subscribed";
  return person.type === "anonymous" ? "unauthorized" : "forbidden";
}

function announce(socket: LiveSocket, changes: readonly [id: string, standing: Standing][]): void {
  for (const [standing, group] of Map.groupBy(changes, ([, value]) => value)) {
    const ids = group.map(([id]) => id);
    tell(
      socket,
      standing === "subscribed"
        ? { type: "subscribed", signals: ids }
        : { type: "refused", signals: ids, reason: standing },
    );
  }
}
