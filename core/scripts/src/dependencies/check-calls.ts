import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Violation } from "./violation.ts";
import type { Workspace, WorkspacePackage } from "./workspace.ts";

/** Compares the plugins that each back end asks for with `rpc(...)` with those that its package.json names in `calls`. */
export function checkCalls(workspace: Workspace): Violation[] {
  return [...workspace.packages.values()]
    .filter(({ kind, pluginId }) => kind === "backend" && pluginId !== undefined)
    .flatMap((from) => checkPackage(from, workspace));
}

const sources = new Bun.Glob("src/**/*.ts");
const isTest = /\.(test|test-d|fixture)\.ts$|\/testing\//;

function checkPackage(from: WorkspacePackage, workspace: Workspace): Violation[] {
  const files = Array.from(sources.scanSync({ cwd: from.folder }));
  // Its manifest alone is here, as that of a package from elsewhere.
  if (files.length === 0) return [];
  const uses = files
    .map((path) => path.replaceAll(sep, "/"))
    .filter((path) => !isTest.test(path))
    .toSorted()
    .flatMap((path) => usesIn(join(from.folder, path), workspace));
  const undeclared = uses.filter(({ pluginId }) => !from.calls.includes(pluginId));
  const unused = from.calls.filter((pluginId) => !uses.some((use) => use.pluginId === pluginId));
  return [
    ...undeclared.map(({ file, line, pluginId }) => ({
      file,
      line,
      rule: "calls" as const,
      advice: `${from.name} calls plugin "${pluginId}"; add "${pluginId}" to "checkstack.calls" of ${from.manifestFile}`,
    })),
    ...unused.map((pluginId) => ({
      file: from.manifestFile,
      line: lineOf(from.manifestText, from.manifestText.indexOf('"calls"')),
      rule: "calls" as const,
      advice: `${from.name} may call plugin "${pluginId}" and asks for no rpc(...) of it; take it out of "checkstack.calls"`,
    })),
  ];
}

interface Use {
  readonly file: string;
  readonly line: number;
  readonly pluginId: string;
}

const namedImport = /import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+"([^"]+)"/g;
const rpcOf = /\brpc\(\s*(\w+)/g;

/** A contract comes from the `-common` package of its plugin. */
function usesIn(path: string, { root, packages }: Workspace): Use[] {
  const text = readFileSync(path, "utf8");
  const imports = [...text.matchAll(namedImport)].flatMap(([, names = "", specifier = ""]) =>
    names.split(",").map((name) => [localName(name), packages.get(specifier)?.pluginId] as const),
  );
  const plugins = new Map(imports);
  return [...text.matchAll(rpcOf)].flatMap(({ 1: name = "", index }) => {
    const pluginId = plugins.get(name);
    return pluginId === undefined
      ? []
      : [{ file: relative(root, path).replaceAll(sep, "/"), line: lineOf(text, index), pluginId }];
  });
}

/** `catalogContract as catalog` is `catalog` here. */
const localName = (imported: string): string => imported.trim().split(/\s+/).at(-1) ?? "";

const lineOf = (text: string, index: number): number => text.slice(0, Math.max(0, index)).split("\n").length;
