import type { Clock, Logger, RegisteredAccessRule } from "@checkstack/backend-api";
import { qualifyAccessRule } from "@checkstack/common";
import { ORPCError } from "@orpc/client";
import * as z from "zod";
import type { Elsewhere } from "../elsewhere/endpoint-table.ts";
import type { ExtensionRegistry } from "../kernel/extension-registry.ts";
import type { ServiceCall, VerifiedCall } from "../rpc/service-token.ts";
import { emissionsSchema, type SignalHub } from "../signals/signal-hub.ts";
import { createForeignSignals } from "./foreign-signals.ts";
import { createInterest, EVERYTHING, interestSchema, type Interest } from "./interest.ts";
import { createInterestTeller } from "./interest-teller.ts";
import { createLastSeen } from "./last-seen.ts";
import { createNeighbour, type Neighbour } from "./neighbour.ts";
import type { InstanceDirectory } from "./instance-directory.ts";
import type { HostedPlugin } from "./instance-record.ts";
import { createSignalRelay } from "./signal-relay.ts";

/** The other instances that live, and what they offer. */
export interface Neighbours extends Elsewhere, Disposable {
  /** The access rules of their plugins, each once. */
  accessRules(): readonly RegisteredAccessRule[];
  /** Their plugins, each once, a running one rather than one that does not run. */
  plugins(): readonly HostedPlugin[];
  /** How long ago an instance last answered us, in milliseconds. */
  sinceAnswer(instanceId: string): number;
  /** Takes signals that plugins of another instance emitted. */
  takeSignals(batch: unknown, sender: VerifiedCall): void;
  /** Takes what is listened for at another instance. */
  takeInterest(told: unknown, sender: VerifiedCall): void;
}

export function createNeighbours(options: {
  readonly directory: InstanceDirectory;
  readonly sign: (call: ServiceCall) => Promise<string>;
  readonly extensions: ExtensionRegistry;
  readonly signals: SignalHub;
  readonly clock: Clock;
  readonly logger: Logger;
}): Neighbours {
  const { directory } = options;
  const living = new Map<string, Neighbour>();
  const lastSeen = createLastSeen(options.clock);
  /** What is listened for at the others. */
  const interests = new Map<string, Interest>();
  /** Those who wait until something changes among the instances. */
  let change = Promise.withResolvers<void>();
  const signals = createForeignSignals(options.signals);
  /** Set while there is somebody to relay signals to: alone, most signals cost nothing. */
  let emitting: Disposable | undefined;

  function follow(): void {
    const present = new Map(
      directory
        .others()
        .filter(({ isAlive }) => isAlive)
        .map((other) => [other.record.id, other]),
    );
    for (const [id, neighbour] of living) {
      const now = present.get(id);
      if (now && neighbour.isSameProcess(now.record)) continue;
      living.delete(id);
      neighbour.lose({ forGood: false });
    }
    for (const [id, { record }] of present) {
      const neighbour = living.getOrInsertComputed(id, () => createNeighbour(record, options));
      neighbour.update(record);
    }
    if (living.size > 0) emitting ??= options.signals.onEmit(relay.send);
    else {
      emitting?.[Symbol.dispose]();
      emitting = undefined;
    }
    lastSeen.note(served());
    teller.tell();
    const ids = new Set(directory.others().map(({ record }) => record.id));
    for (const id of interests.keys()) if (!ids.has(id)) interests.delete(id);
    change.resolve();
    change = Promise.withResolvers();
    signals.follow(directory.others().flatMap(({ record, isAlive }) => (isAlive ? record.plugins : [])));
  }

  const served = (): ReadonlySet<string> => new Set([...living.values()].flatMap((neighbour) => neighbour.served()));

  const neighbours = (): readonly Neighbour[] => [...living.values()];
  const interestOf = (instanceId: string): Interest => interests.get(instanceId) ?? EVERYTHING;
  const relay = createSignalRelay({ neighbours, interestOf, logger: options.logger });
  const teller = createInterestTeller({ signals: options.signals, neighbours, logger: options.logger });
  const hearing = directory.onChange(follow);

  function hosts(pluginId: string): readonly Neighbour[] {
    const serving = [...living.values()].filter((neighbour) => neighbour.serves(pluginId));
    if (serving.length < 2) return serving;
    const loads = new Map(directory.others().map(({ record, load }) => [record.id, load]));
    const busy = (neighbour: Neighbour) => neighbour.running() + (loads.get(neighbour.id)?.running ?? 0);
    return (
      serving
        .map((neighbour) => ({
          neighbour,
          busy: busy(neighbour),
          leaves: neighbour.isLeaving(),
          chance: Math.random(),
        }))
        // Who leaves still answers while nobody else does.
        .toSorted((a, b) => Number(a.leaves) - Number(b.leaves) || a.busy - b.busy || a.chance - b.chance)
        .map(({ neighbour }) => neighbour)
    );
  }

  /** Somebody has it who may be gone and not be taken for lost yet, or just had it, or is about to start it. */
  const isToBeExpected = (pluginId: string): boolean =>
    lastSeen.isMissed(pluginId) ||
    [...living.values()].some((neighbour) => neighbour.served().includes(pluginId) || neighbour.starts(pluginId));

  const plugins = (): readonly HostedPlugin[] => {
    const all = directory.others().flatMap(({ record, isAlive }) => (isAlive ? record.plugins : []));
    const running = all.toSorted((a, b) => Number(b.state === "ready") - Number(a.state === "ready"));
    return [...new Map(running.toReversed().map((plugin) => [plugin.pluginId, plugin])).values()];
  };

  return {
    endpoints: (pluginId) => hosts(pluginId).map((neighbour) => neighbour.endpoint(pluginId)),
    isKnown: directory.isKnownPlugin,
    coming: (pluginId) => (isToBeExpected(pluginId) ? change.promise : undefined),
    pluginIds: () => [...served()],
    plugins,
    accessRules: () =>
      plugins().flatMap(({ pluginId, accessRules }) =>
        accessRules.map((rule) => ({ ...rule, pluginId, qualifiedId: qualifyAccessRule(pluginId, rule.id) })),
      ),
    sinceAnswer: (id) => living.get(id)?.sinceAnswer() ?? Infinity,
    takeSignals(batch, { issuer }) {
      const sender = directory.others().find(({ record }) => record.id === issuer);
      const declared = new Set(sender?.record.plugins.flatMap((plugin) => plugin.signals.map(({ id }) => id)));
      for (const emission of parsed(emissionsSchema, batch)) {
        if (declared.has(emission.id)) options.signals.take(emission);
      }
    },
    takeInterest(told, { issuer }) {
      interests.set(issuer, createInterest(parsed(interestSchema, told)));
    },
    [Symbol.dispose]() {
      teller[Symbol.dispose]();
      hearing[Symbol.dispose]();
      emitting?.[Symbol.dispose]();
      relay[Symbol.dispose]();
      signals.follow([]);
      for (const neighbour of living.values()) neighbour.lose({ forGood: true });
      living.clear();
      change.resolve();
    },
  };
}

function parsed<T>(schema: z.ZodType<T>, told: unknown): T {
  const { data, error } = schema.safeParse(told);
  if (error) throw new ORPCError("BAD_REQUEST", { status: 400, message: z.prettifyError(error), cause: error });
  return data;
}
