import { join } from "node:path";

const CLI = join(import.meta.dir, "../cli.ts");

export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs the command line in a folder. */
export const runScripts = (cwd: string, ...args: string[]): Promise<Ended> => runBun(cwd, CLI, ...args);

/** Runs Bun in a folder: `install`, `test`, or a file. */
export async function runBun(cwd: string, ...args: string[]): Promise<Ended> {
  // drizzle-kit's loader would keep what it has compiled in the system's folder for temporary files.
  const env = { ...process.env, JITI_FS_CACHE: "false" };
  const child = Bun.spawn([process.execPath, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const [output, errors, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  return { code, output: output + errors };
}
