import type { Logger } from "@checkstack/backend-api";
import type { Kernel } from "../kernel/kernel.ts";
import type { PluginSource } from "../kernel/plugin-source.ts";
import type { InstanceDirectory } from "./instance-directory.ts";
import type { Placement } from "./placement.ts";

/** The platform's own plugins that run here for as long as no other process runs them. */
export interface StandIn extends AsyncDisposable {
  /** What nobody runs now. Says so in the log. */
  missing(): readonly PluginSource[];
  /** Begins to start what others stop running, and to stop what others run. */
  follow(): void;
}

export function createStandIn(options: {
  /** Those that this process does not run anyway. */
  readonly sources: readonly PluginSource[];
  readonly placement: Placement;
  readonly directory: Pick<InstanceDirectory, "onChange">;
  readonly kernel: Pick<Kernel, "start" | "stop" | "sourceOf">;
  readonly logger: Logger;
  /** Aborted when this process is about to end: it takes nothing over any more. */
  readonly stopping: AbortSignal;
}): StandIn {
  const { sources, placement, directory, kernel, logger, stopping } = options;
  const following = new DisposableStack();
  let turn: Promise<void> = Promise.resolve();
  let isWaiting = false;

  function missing(): readonly PluginSource[] {
    const found = sources.filter((source) => placement.hosts(source) && !kernel.sourceOf(source.pluginId));
    if (found.length > 0) {
      const names = found.map(({ pluginId }) => pluginId).join(", ");
      logger.info(`stands in for ${names}, which no process names; CHECKSTACK_STAND_IN=off leaves them out`);
    }
    return found;
  }

  async function look(): Promise<void> {
    isWaiting = false;
    if (stopping.aborted) return;
    await kernel.start(missing());
    for (const source of sources) {
      if (placement.hosts(source) || !kernel.sourceOf(source.pluginId)) continue;
      logger.info(`lets go of ${source.pluginId}, which another process runs now`);
      await kernel.stop(source.pluginId);
    }
  }

  return {
    missing,
    follow() {
      const changed = (): void => {
        if (isWaiting) return;
        isWaiting = true;
        turn = turn.then(look);
      };
      following.use(directory.onChange(changed));
      changed();
    },
    async [Symbol.asyncDispose]() {
      following.dispose();
      await turn;
    },
  };
}
