import { join } from "node:path";
import type { Logger } from "@checkstack/backend-api";
import { StartupError } from "./startup-error.ts";

/** Builds the pages when their sources are newer than what was built, in a process of its own; gives their folder. */
export async function buildFrontend(options: { root: string; logger: Logger; signal: AbortSignal }): Promise<string> {
  const { root, logger, signal } = options;
  const command = [process.execPath, "--no-install", join(root, "core/frontend/build.ts")];
  const child = Bun.spawn(command, { cwd: root, stdout: "pipe", stderr: "pipe", signal });
  const [output, errors, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  if (code !== 0 && !signal.aborted) throw new StartupError(`The front end could not be built:\n${output}${errors}`);
  if (output.trim()) logger.info(output.trim());
  return join(root, "core/frontend/dist");
}
