import { buildBackend } from "./build-backend.ts";
import { buildFrontend } from "./build-frontend.ts";
import type { BuiltHalf } from "./built-half.ts";
import { checkCalls } from "./check-calls.ts";
import { checkProject } from "./check-project.ts";
import { licencesOf } from "./licences.ts";
import { readMigrations } from "./migrations.ts";
import { packedManifest, packedPath, type BuiltPlugin } from "./packed-manifest.ts";
import { peerRanges } from "./peer-ranges.ts";
import { probePlugin, type PluginWords } from "./probe.ts";
import { readProject, type Half, type Project } from "./project.ts";
import { Refusal, refuseIf } from "./refusal.ts";
import { typeCheck } from "./type-check.ts";

/** Everything that goes into a packed package, before it is written and signed. */
export interface PackageContent {
  readonly name: string;
  readonly version: string;
  readonly packageJson: PackedManifest;
  /** By path: `weather-backend/index.js`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What its author should know, and nothing that is wrong. */
  readonly notes: readonly string[];
}

export type PackedManifest = ReturnType<typeof packedManifest>;

/**
 * Checks and builds the plugin or bundle in `folder`. The same sources give the same content, wherever they lie.
 * Throws a `Refusal` with a sentence for each thing that is wrong.
 */
export async function buildPackage(
  folder: string,
  { mustBeBundle = false }: { mustBeBundle?: boolean } = {},
): Promise<PackageContent> {
  const project = readProject(folder);
  const { name, checkstack } = project.manifest;
  if (mustBeBundle && checkstack.type !== "bundle") {
    throw new Refusal([`${name} is no bundle; leave --bundle out, or run plugin-pack in the folder of the bundle`]);
  }
  refuseIf(checkProject(project));
  await typeCheck(project);
  return assemble(project);
}

/** Builds a project whose manifests and types are sound, and asks each plugin what it adds. */
export async function assemble(project: Project): Promise<PackageContent> {
  const { name, version } = project.manifest;
  const peerDependencies = peerRanges(project);
  const plugins: BuiltPlugin[] = [];
  for (const [pluginId, halves] of Map.groupBy(project.halves, (half) => half.pluginId)) {
    plugins.push(await buildPlugin(pluginId, { halves, root: project.workspace.root }));
  }
  const built = plugins.flatMap((plugin) => plugin.halves);
  return {
    name,
    version,
    packageJson: packedManifest({ manifest: project.manifest, plugins, peerDependencies }),
    files: new Map(
      built.flatMap(({ half, files }) => [...files].map(([path, bytes]) => [packedPath(half, path), bytes] as const)),
    ),
    notes: plugins.flatMap(({ pluginId, words }) => notesOf(pluginId, words)),
  };
}

async function buildPlugin(
  pluginId: string,
  { halves, root }: { halves: readonly Half[]; root: string },
): Promise<BuiltPlugin> {
  const built = await Promise.all(halves.map((half) => buildHalf(half, { root })));
  const words = await probePlugin(built);
  refuseIf(checkCalls(halves, words.calls));
  return { pluginId, words, halves: built };
}

async function buildHalf(half: Half, { root }: { root: string }): Promise<BuiltHalf> {
  const built = await (half.kind === "frontend" ? buildFrontend(half, { root }) : buildBackend(half));
  return { ...built, files: new Map([...built.files, ...readMigrations(half), ...licencesOf(built.bundled)]) };
}

const notesOf = (pluginId: string, { inProcess }: PluginWords): string[] =>
  inProcess.length === 0
    ? []
    : [
        `the plugin "${pluginId}" asks for ${inProcess.join(", ")}, which a process of its own does not have; ` +
          "it starts only where people let it run in the platform's process",
      ];
