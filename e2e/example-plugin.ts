import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { bun } from "./server.ts";
import type { Session } from "./session.ts";

/** The example of a plugin outside of the workspace, packed as its author would. */
export interface PackedExample extends AsyncDisposable {
  readonly name: string;
  /** The packed file of a release. */
  file(version: ExampleVersion): string;
  read(version: ExampleVersion): Promise<Buffer<ArrayBuffer>>;
}

export type ExampleVersion = "1.0.0" | "1.1.0";

export async function packExample(): Promise<PackedExample> {
  const folder = await mkdtemp(join(tmpdir(), "checkstack-e2e-example-"));
  await promisify(execFile)(bun, [join(import.meta.dirname, "../examples/pack.ts"), folder]);
  const file = (version: ExampleVersion) => join(folder, `example-deadlines-${version}.tgz`);
  return {
    name: "@example/deadlines",
    file,
    read: (version) => readFile(file(version)),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** Puts both versions of the example onto a server, and changes its setting; the result is the later one's packed file. */
export async function installExample({ pluginmanager }: Session): Promise<Buffer<ArrayBuffer>> {
  await using example = await packExample();
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
