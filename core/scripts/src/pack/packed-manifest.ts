import type { PackedPlugin } from "@checkstack/common";
import { PACKAGE_FORMAT } from "@checkstack/plugin-package-node";
import type { BuiltHalf } from "./built-half.ts";
import type { PluginWords } from "./probe.ts";
import type { Half, ProjectManifest } from "./project.ts";

export interface BuiltPlugin {
  readonly pluginId: string;
  readonly words: PluginWords;
  readonly halves: readonly BuiltHalf[];
}

/** The `package.json` of a packed package, without the hashes of its files. */
export function packedManifest(options: {
  manifest: ProjectManifest;
  plugins: readonly BuiltPlugin[];
  peerDependencies: Readonly<Record<string, string>>;
}) {
  const { plugins, peerDependencies } = options;
  const { name, version, description, author, license, homepage } = options.manifest;
  return {
    name,
    version,
    ...(description !== undefined && { description }),
    ...(author !== undefined && { author }),
    ...(license !== undefined && { license }),
    ...(homepage !== undefined && { homepage }),
    type: "module" as const,
    peerDependencies,
    checkstack: {
      type: "packed" as const,
      format: PACKAGE_FORMAT,
      plugins: plugins.map((plugin) => describe(plugin)),
      bundled: bundledIn(plugins),
    },
  };
}

/** Where a file of a half lies in the package: below the half's name without its scope. */
export const packedPath = ({ name }: Half, path: string): string => `${name.replace(/^@[^/]+\//, "")}/${path}`;

function describe({ pluginId, words, halves }: BuiltPlugin): PackedPlugin {
  const backend = halves.find(({ half }) => half.kind === "backend");
  const frontend = halves.find(({ half }) => half.kind === "frontend");
  return {
    pluginId,
    displayName: words.displayName,
    ...(words.description !== undefined && { description: words.description }),
    ...(backend && { backend: describeBackend(backend) }),
    ...(frontend && { frontend: describeFrontend(frontend) }),
    adds: words.adds,
  };
}

function describeBackend({ half, files }: BuiltHalf): PackedPlugin["backend"] {
  const hasMigrations = [...files.keys()].some((path) => path.startsWith("drizzle/"));
  return {
    name: half.name,
    entry: packedPath(half, "index.js"),
    ...(hasMigrations && { migrations: packedPath(half, "drizzle") }),
    calls: [...half.calls],
  };
}

const describeFrontend = ({ half, files }: BuiltHalf): PackedPlugin["frontend"] => ({
  name: half.name,
  entry: packedPath(half, "index.js"),
  ...(files.has("style.css") && { stylesheet: packedPath(half, "style.css") }),
});

/** Each third-party package once, whichever halves it is part of. */
function bundledIn(plugins: readonly BuiltPlugin[]): { name: string; version: string }[] {
  const all = plugins.flatMap(({ halves }) => halves.flatMap(({ bundled }) => bundled));
  const byId = new Map(all.map(({ name, version }) => [`${name}@${version}`, { name, version }]));
  return [...byId].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
