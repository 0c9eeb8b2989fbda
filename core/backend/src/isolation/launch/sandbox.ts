import { chmod, chown, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sandboxModes, type Sandbox } from "./sandbox-modes.ts";

const modes = sandboxModes();
const tried = new Map<Sandbox, Promise<boolean>>();

/**
 * The strictest way of shutting processes in that works on this machine, for a plugin in `directory`. What works is found
 * out by trying, once.
 */
export async function findSandbox(directory: string): Promise<Sandbox> {
  for (const mode of modes) {
    const isReadable = mode.readsAs === "us" || (await isOpenToAll(directory, process.execPath, import.meta.dir));
    if (isReadable && (await tried.getOrInsertComputed(mode, sandboxWorks))) return mode;
  }
  throw new Error("no process can be started on this machine");
}

/** Whether every user may read below the paths, and get there. */
async function isOpenToAll(...paths: readonly string[]): Promise<boolean> {
  const steps = paths.flatMap((path) => [path, ...ancestorsOf(path)]);
  const modesOf = await Promise.all(steps.map(async (step) => (await stat(step)).mode));
  return modesOf.every((mode) => (mode & EVERYBODY_ENTERS) !== 0);
}

const EVERYBODY_ENTERS = 0o001;

const ancestorsOf = (path: string): string[] =>
  path === dirname(path) ? [] : [dirname(path), ...ancestorsOf(dirname(path))];

/** Says whether a command can read what it is shown in `mode`, and nothing that it is not shown where that is promised. */
export async function sandboxWorks(mode: Sandbox): Promise<boolean> {
  const base = await mkdtemp(join(tmpdir(), "checkstack-try-"));
  try {
    const [own, root, shown, hidden] = [
      join(base, "own"),
      join(base, "root"),
      join(base, "shown"),
      join(base, "hidden"),
    ];
    for (const folder of [own, root]) await mkdir(folder);
    for (const file of [shown, hidden]) await writeFile(file, "", { mode: 0o644 });
    const reads = mode.report.files === "hidden" ? READS_SHOWN_ALONE : READS_SHOWN;
    const { command, uid } = mode.wrap({
      command: ["/bin/sh", "-c", reads, "sh", shown, hidden, process.execPath],
      visible: { shown: [shown, process.execPath], listed: [] },
      root,
      own,
    });
    await chmod(base, 0o755);
    if (uid !== undefined) await chown(own, uid, uid);
    const child = Bun.spawn([...command], { env: {}, cwd: own, stdio: ["ignore", "ignore", "ignore"] });
    return (await child.exited) === 0;
  } catch {
    return false;
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

const READS_SHOWN = `test -r "$3" && cat "$1"`;
const READS_SHOWN_ALONE = `${READS_SHOWN} && ! cat "$2"`;
