import { DatabaseTimeoutError, type Logger } from "@checkstack/backend-api";
import { DatabaseUnavailableError } from "../database/index.ts";
import type { Kernel } from "./kernel.ts";
import type { PluginSource } from "./plugin-source.ts";

const LOOK_EVERY_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * Starts plugins again that could not start because the database was away, once it is back: nobody did anything wrong, so
 * nobody should have to do anything. Looks for them only while there are any; one that fails again waits longer each time.
 */
export function createSecondChances(options: {
  kernel: Pick<Kernel, "failed" | "replace" | "onChange">;
  isDatabaseReachable: () => boolean;
  logger: Logger;
}): Disposable {
  const { kernel, logger } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = LOOK_EVERY_MS;
  let ended = false;

  const interrupted = (): PluginSource[] =>
    kernel.failed().flatMap(({ source, error }) => (isDatabaseAway(error) ? [source] : []));

  function wait(): void {
    if (ended || timer) return;
    timer = setTimeout(() => void look(), waitMs);
    timer.unref();
  }

  async function look(): Promise<void> {
    if (options.isDatabaseReachable()) {
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
      for (const source of interrupted()) {
        logger.info(`plugin "${source.pluginId}" starts again: the database is back`);
        await kernel.replace(source);
      }
    }
    timer = undefined;
    if (interrupted().length > 0) wait();
    else waitMs = LOOK_EVERY_MS;
  }

  const listening = kernel.onChange(({ status }) => {
    if (status.state === "failed") wait();
  });
  return {
    [Symbol.dispose]() {
      ended = true;
      clearTimeout(timer);
      listening[Symbol.dispose]();
    },
  };
}

/** Whether an error, or what caused it, says that the database did not answer. */
function isDatabaseAway(error: unknown): boolean {
  if (error instanceof DatabaseUnavailableError || error instanceof DatabaseTimeoutError) return true;
  return error instanceof Error && isDatabaseAway(error.cause);
}
