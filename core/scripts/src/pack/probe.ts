import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { PluginAdditions } from "@checkstack/common";
import { HOST_PACKAGES } from "@checkstack/plugin-package-node";
import type { BuiltHalf, HalfFiles } from "./built-half.ts";
import { findContributions } from "./contributions.ts";
import { findPackage } from "./find-package.ts";
import { foundSchema, type Found, type ProbeJob } from "./probe-protocol.ts";
import type { Half } from "./project.ts";
import { Refusal } from "./refusal.ts";

/** What a plugin said of itself. */
export interface PluginWords {
  readonly displayName: string;
  readonly description?: string;
  readonly adds: PluginAdditions;
  /** Plugins whose contracts it has among its `deps`. */
  readonly calls: readonly string[];
  /** What it asks for and does not get in a process of its own. */
  readonly inProcess: readonly string[];
}

const LIMIT_MS = 30_000;

/**
 * Imports the halves of one plugin as they were built, with the platform's packages beside them and nothing else, and runs
 * `register`: in a process of its own, with an empty environment, as an isolated plugin has it.
 */
export async function probePlugin(halves: readonly BuiltHalf[]): Promise<PluginWords> {
  const root = await mkdtemp(join(tmpdir(), "checkstack-probe-"));
  try {
    for (const { half, files } of halves) await writeHalf(root, half, files);
    await linkHostPackages(root, halves);
    return await run(jobFor(root, halves), halves);
  } finally {
    await rm(root, { recursive: true });
  }
}

async function writeHalf(root: string, { kind }: Half, files: HalfFiles): Promise<void> {
  for (const [path, bytes] of files) {
    const file = join(root, kind, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}

async function linkHostPackages(root: string, halves: readonly BuiltHalf[]): Promise<void> {
  const folders = halves.map(({ half }) => half.folder);
  const apis = ["@checkstack/backend-api", "@checkstack/frontend-api", "@checkstack/ui"];
  const given = [...folders, ...apis.flatMap((name) => findPackage(name, folders)?.folder ?? [])];
  // What contracts are made of belongs to it.
  const near = [...given, findPackage("@checkstack/common", given)?.folder ?? []].flat();
  for (const name of new Set([...HOST_PACKAGES.backend, ...HOST_PACKAGES.frontend])) {
    const installed = findPackage(name, near);
    if (installed === undefined) continue; // What the plugin imports of these fails there, by its name.
    const link = join(root, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(installed.folder, link);
  }
}

function jobFor(root: string, halves: readonly BuiltHalf[]): ProbeJob {
  const backend = halves.find(({ half }) => half.kind === "backend")?.half;
  const points = backend ? findContributions(dirname(backend.entry)) : [];
  return {
    ...(backend && { backend: join(root, "backend/index.js") }),
    ...(halves.some(({ half }) => half.kind === "frontend") && { frontend: join(root, "frontend/index.js") }),
    points: points.map(({ specifier, name }) => ({
      module: Bun.resolveSync(specifier, dirname(backend?.entry ?? root)),
      name,
    })),
  };
}

async function run(job: ProbeJob, halves: readonly BuiltHalf[]): Promise<PluginWords> {
  let answer: unknown;
  const command = [process.execPath, "--no-install", join(import.meta.dir, "probe-process.ts"), JSON.stringify(job)];
  const child = Bun.spawn(command, {
    env: {},
    stdio: ["ignore", "pipe", "pipe"],
    ipc: (message) => (answer = message),
    timeout: LIMIT_MS,
  });
  const [output, errors] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  const names = halves.map(({ half }) => half.name).join(" and ");
  const parsed = foundSchema.safeParse(answer);
  if (!parsed.success) {
    throw new Refusal([
      `${names} ended the process, or took over ${LIMIT_MS / 1000} s, when imported: ${output}${errors}`,
    ]);
  }
  return wordsOf(parsed.data, halves);
}

function wordsOf(found: Found, halves: readonly BuiltHalf[]): PluginWords {
  if (found.outcome === "failed") throw new Refusal([`${found.what}: ${found.reason}`]);
  const problems = halves.flatMap(({ half }) => {
    const { pluginId } = (half.kind === "backend" ? found.backend : found.frontend) ?? {};
    return pluginId === half.pluginId
      ? []
      : [
          `${half.name} has the plugin id "${half.pluginId}" in its package.json and "${pluginId}" in its code; make them equal`,
        ];
  });
  if (problems.length > 0) throw new Refusal(problems);
  const { displayName, description } = found.backend ?? found.frontend ?? { displayName: "" };
  const { adds, calls, inProcess } = found;
  return { displayName, ...(description !== undefined && { description }), adds, calls, inProcess };
}
