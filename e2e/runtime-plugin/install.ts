import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { bun } from "../server.ts";

/** The plugin, built apart from the shell. */
export interface BuiltPlugin extends AsyncDisposable {
  /** Puts it into a data folder, at once; the result takes it out again. */
  install(dataDir: string): Promise<() => Promise<void>>;
}

export async function buildRuntimePlugin(): Promise<BuiltPlugin> {
  const outDir = await mkdtemp(join(tmpdir(), "checkstack-e2e-plugin-"));
  const vite = join(import.meta.dirname, "../node_modules/vite/bin/vite.js");
  const build = ["--no-install", vite, "build", "--logLevel", "warn", "--emptyOutDir", "--outDir", outDir];
  await promisify(execFile)(bun, build, {
    cwd: import.meta.dirname,
    env: { ...process.env, NODE_ENV: "production" },
  });
  return {
    async install(dataDir) {
      const plugins = join(dataDir, "plugins");
      const home = join(plugins, "tally@1.0.0");
      const onItsWay = join(dataDir, "tally-on-its-way");
      await mkdir(plugins, { recursive: true });
      await cp(outDir, onItsWay, { recursive: true });
      await rename(onItsWay, home);
      return () => rm(home, { recursive: true });
    },
    [Symbol.asyncDispose]: () => rm(outDir, { recursive: true }),
  };
}
