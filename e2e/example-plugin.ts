import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { bun } from "./server.ts";
import type { Session } from "./session.ts";

/** The example of a plugin outside of the workspace, packed as its author would. */
export interface PackedExample {
  readonly name: string;
  /** The packed file of a release. */
  file(version: ExampleVersion): string;
  read(version: ExampleVersion): Promise<Buffer<ArrayBuffer>>;
}

export type ExampleVersion = "1.0.0" | "1.1.0";

const ROOT = join(import.meta.dirname, "..");
const CACHE = join(import.meta.dirname, "node_modules/.packed-example");

/** Packs both releases; it takes half a minute on a busy machine, so only when sources have changed since the last time. */
export async function packExample(): Promise<PackedExample> {
  const folder = join(CACHE, await hashOfSources());
  if (!existsSync(folder)) {
    await rm(CACHE, { recursive: true, force: true });
    const fresh = join(CACHE, `fresh-${process.pid}`);
    await mkdir(fresh, { recursive: true });
    await promisify(execFile)(bun, [join(ROOT, "examples/pack.ts"), fresh]);
    await rename(fresh, folder);
  }
  const file = (version: ExampleVersion) => join(folder, `example-deadlines-${version}.tgz`);
  return { name: "@example/deadlines", file, read: (version) => readFile(file(version)) };
}

/** Of the example, of what it bundles, and of what packs it. */
async function hashOfSources(): Promise<string> {
  const packages = (await readdir(join(ROOT, "core"))).filter((name) =>
    /^(common|ui|scripts)$|-(api|common|node)$/.test(name),
  );
  const folders = [join(ROOT, "examples"), ...packages.map((name) => join(ROOT, "core", name))];
  const files = (await Promise.all(folders.map(filesOf))).flat();
  const hash = createHash("sha256");
  for (const path of files.toSorted()) hash.update(`${relative(ROOT, path)}\n`).update(await readFile(path));
  return hash.digest("hex").slice(0, 16);
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries
    .filter(({ name }) => !["node_modules", "dist", "data"].includes(name))
    .map(async (entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesOf(path) : [path];
    });
  return (await Promise.all(found)).flat();
}

/** Puts both versions of the example onto a server, and changes its setting; the result is the later one's packed file. */
export async function installExample({ pluginmanager }: Session): Promise<Buffer<ArrayBuffer>> {
  const example = await packExample();
  const [old, now] = await Promise.all([example.read("1.0.0"), example.read("1.1.0")]);
  for (const file of [old, now]) {
    // An upgrade comes after what it upgrades.
    // oxlint-disable no-await-in-loop
    const { sha256 } = await pluginmanager.artifacts.upload(new File([file], "plugin.tgz"));
    const source = { type: "tarball", sha256 } as const;
    await pluginmanager.install({ source, confirm: example.name, consents: ["unsigned"] });
    // oxlint-enable no-await-in-loop
  }
  await pluginmanager.settings.update({ id: "deadlines", key: "settings", data: { soonDays: 45, urgentDays: 7 } });
  return now;
}
