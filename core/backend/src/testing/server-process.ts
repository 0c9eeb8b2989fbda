import { removeLeftFolders } from "../isolation/launch/plugin-folder.ts";
import type { Home } from "./run-platform.ts";

/** A platform in a process of its own, which ends with this one. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
}

/** Runs the plugins under `packages` that `patterns` name; resolves once they have started. */
export async function startServerProcess(options: {
  home: Pick<Home, "dataDir" | "databaseUrl">;
  packages: string;
  patterns?: readonly string[];
  /** Plugins that get a process of their own. */
  isolate?: readonly string[];
}): Promise<ServerProcess> {
  const { home, packages, patterns = [], isolate = [] } = options;
  const given = { home: { dataDir: home.dataDir, databaseUrl: home.databaseUrl }, packages, patterns, isolate };
  const fixture = `${import.meta.dir}/serve.fixture.ts`;
  const child = Bun.spawn([process.execPath, "--no-install", fixture, JSON.stringify(given)], {
    stdin: "pipe",
    stderr: "inherit",
  });
  const { value } = await child.stdout.getReader().read();
  const ended = child.exited.then(() => {});
  return {
    url: new TextDecoder().decode(value).trim(),
    pid: child.pid,
    kill: (signal) => child.kill(signal),
    ended,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
      // As the next start would.
      if (isolate.length > 0) await removeLeftFolders();
    },
  };
}
