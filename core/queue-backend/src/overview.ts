import type { EngineState, QueueState } from "@checkstack/queue-common";
import type { EngineSetting } from "./engine-setting.ts";
import type { Membership } from "./membership.ts";
import type { QueueHub } from "./queue-hub.ts";

export interface Overview {
  engine: EngineState;
  queues: QueueState[];
}

/** How the queues are: the engine at work, and the figures of each queue. Never rejects. */
export async function overviewOf(options: {
  hub: QueueHub;
  setting: EngineSetting;
  membership: Pick<Membership, "size">;
}): Promise<Overview> {
  const { hub } = options;
  const engine = await engineStateOf(options);
  const queues = await Promise.all(
    hub.queues().map(async (queue): Promise<QueueState> => {
      // An engine that is away is not asked once for each queue.
      if (engine.problem !== null && engine.running !== null) {
        return { state: "unknown", name: queue.name, reason: engine.problem };
      }
      try {
        return { state: "known", name: queue.name, figures: await queue.stats() };
      } catch (error) {
        return { state: "unknown", name: queue.name, reason: messageOf(error) };
      }
    }),
  );
  return { engine, queues };
}

export async function engineStateOf(options: {
  hub: QueueHub;
  setting: EngineSetting;
  membership: Pick<Membership, "size">;
}): Promise<EngineState> {
  const { hub, setting, membership } = options;
  const engine = hub.engine();
  return {
    chosen: setting.current(),
    running: engine ? { id: engine.id, displayName: engine.displayName } : null,
    problem: await problemOf(hub, setting.current()),
    moving: hub.isMoving(),
    processes: membership.size(),
  };
}

async function problemOf(hub: QueueHub, chosen: string): Promise<string | null> {
  const engine = hub.engine();
  if (!engine) {
    return `No plugin that runs provides the engine "${chosen}", so jobs wait. Start that plugin, or choose another engine.`;
  }
  try {
    await engine.check();
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
