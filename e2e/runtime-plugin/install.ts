import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { packPackage } from "@checkstack/plugin-package-node";
import { bun } from "../server.ts";
import type { Session } from "../session.ts";

/** The plugin, built apart from the shell. */
export interface BuiltPlugin {
  /** Installs it, as an operator does who uploads the packed file; the result uninstalls it. */
  install(operator: Session): Promise<() => Promise<void>>;
}

const NAME = "@acme/tally";

export async function buildRuntimePlugin(): Promise<BuiltPlugin> {
  const bytes = pack(await build());
  return {
    async install({ pluginmanager }) {
      const { sha256 } = await pluginmanager.artifacts.upload(new File([bytes], "tally.tgz"));
      const source = { type: "tarball", sha256 } as const;
      await pluginmanager.install({ source, confirm: NAME, consents: ["unsigned"] });
      return async () => {
        await pluginmanager.plugins.uninstall({ id: "tally", confirm: NAME, keepData: false });
      };
    },
  };
}

/** The files that Vite makes of it, by their names. */
async function build(): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const outDir = await mkdtemp(join(tmpdir(), "checkstack-e2e-plugin-"));
  try {
    const vite = join(import.meta.dirname, "../node_modules/vite/bin/vite.js");
    const options = ["--no-install", vite, "build", "--logLevel", "warn", "--emptyOutDir", "--outDir", outDir];
    await promisify(execFile)(bun, options, {
      cwd: import.meta.dirname,
      env: { ...process.env, NODE_ENV: "production" },
    });
    const names = await readdir(outDir);
    return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(outDir, name))] as const)));
  } finally {
    await rm(outDir, { recursive: true });
  }
}

function pack(built: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const files = new Map([...built].map(([name, bytes]) => [`tally-frontend/${name}`, bytes]));
  const frontend = { entry: "tally-frontend/index.js", stylesheet: "tally-frontend/style.css" };
  const plugin = {
    pluginId: "tally",
    displayName: "Tally",
    frontend: { name: "@acme/tally-frontend", ...frontend },
    adds: { accessRules: [], procedures: [], signals: [], extensions: [] },
  };
  const packageJson = {
    name: NAME,
    version: "1.0.0",
    type: "module",
    peerDependencies: { "@checkstack/frontend-api": "^0.1.0" },
    checkstack: { type: "packed", format: 1, plugins: [plugin] },
  };
  return new Uint8Array(packPackage({ files, packageJson }).bytes);
}
