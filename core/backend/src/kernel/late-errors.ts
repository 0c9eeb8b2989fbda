import type { Logger } from "@checkstack/backend-api";
import type { PluginSource } from "./plugin-source.ts";
import { errorSentence, stackOf } from "./error-text.ts";

/**
 * Keeps the process alive when something is thrown outside of any call: a rejected promise that nobody awaited, a throw
 * in a timer. The error is given to the plugin whose files are on its stack.
 */
export function catchLateErrors(options: {
  sources: () => readonly PluginSource[];
  report: (pluginId: string, error: unknown) => void;
  logger: Logger;
}): Disposable {
  const handle = (error: unknown): void => {
    const pluginId = pluginOnStack(stackOf(error) ?? "", options.sources());
    if (pluginId) return options.report(pluginId, error);
    options.logger.error(`nobody caught: ${errorSentence(error)}`, { stack: stackOf(error) });
  };
  process.on("uncaughtException", handle);
  process.on("unhandledRejection", handle);
  return {
    [Symbol.dispose]() {
      process.off("uncaughtException", handle);
      process.off("unhandledRejection", handle);
    },
  };
}

/** The plugin whose code is nearest to the throw. */
function pluginOnStack(stack: string, sources: readonly PluginSource[]): string | undefined {
  const frames = stack.split("\n");
  const owners = frames.map((frame) => sources.find(({ directory }) => frame.includes(`${directory}/`))?.pluginId);
  return owners.find((owner) => owner !== undefined);
}
