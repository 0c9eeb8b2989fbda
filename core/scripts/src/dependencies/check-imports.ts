import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { isTestUtility, kindAdvice, mayDependOn, runsInBrowsers } from "./package-kind.ts";
import { scanImports, type SourceImport } from "./scan-imports.ts";
import type { Rule, Violation } from "./violation.ts";
import type { Workspace, WorkspacePackage } from "./workspace.ts";

const sources = new Bun.Glob("**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}");
const notOurs = /(^|\/)(node_modules|dist|drizzle|fixtures|templates)\//;

/** Checks every import of every source file of the workspace. */
export function checkImports(workspace: Workspace): Violation[] {
  return [...workspace.packages.values()].flatMap((from) =>
    Array.from(sources.scanSync({ cwd: from.folder }))
      .map((path) => path.replaceAll(sep, "/"))
      .filter((path) => !notOurs.test(path))
      .toSorted()
      .flatMap((path) => checkFile(from, path, workspace)),
  );
}

type Breach = { readonly rule: Rule; readonly advice: string };

function checkFile(from: WorkspacePackage, path: string, { root, packages }: Workspace): Violation[] {
  const file = relative(root, join(from.folder, path)).replaceAll(sep, "/");
  const isDevelopment = isDevelopmentFile(path);
  return scanImports(readFileSync(join(from.folder, path), "utf8")).flatMap((found) => {
    const breach = judge({ from, path, isDevelopment, found, packages });
    return breach ? [{ file, line: found.line, ...breach }] : [];
  });
}

/** Tests and configuration do not ship: they may use devDependencies, and run in Bun whatever the package is for. */
const isDevelopmentFile = (path: string): boolean =>
  !path.startsWith("src/") || /\.(test|test-d|fixture)\.[a-z]+$|\/testing\//.test(path);

interface Context {
  readonly from: WorkspacePackage;
  readonly path: string;
  readonly isDevelopment: boolean;
  readonly found: SourceImport;
  readonly packages: Workspace["packages"];
}

function judge({ from, path, isDevelopment, found, packages }: Context): Breach | undefined {
  const specifier = found.specifier.replace(/\?.*$/, "");
  if (specifier.startsWith(".") || specifier.startsWith("/")) return judgePath(from, path, specifier);
  if (specifier.startsWith("virtual:")) return undefined;
  if (isRuntimeModule(specifier)) {
    if (isDevelopment || found.typeOnly || !runsInBrowsers(from.kind)) return undefined;
    return {
      rule: "browser",
      advice: `a ${from.kind} package also runs in browsers, which have no "${specifier}"; move this file into a -node or -backend package`,
    };
  }
  const name = packageOf(specifier);
  const to = packages.get(name);
  return (
    (to && judgeWorkspace({ from, to, isDevelopment, specifier })) ??
    judgeDeclared({ from, name, isDevelopment, found })
  );
}

function judgePath(from: WorkspacePackage, path: string, specifier: string): Breach | undefined {
  const target = relative(from.folder, join(from.folder, dirname(path), specifier));
  if (!specifier.startsWith("/") && !target.startsWith("..")) return undefined;
  return {
    rule: "outside",
    advice: `"${specifier}" leaves ${from.name}; import the other package by its name and declare it in package.json`,
  };
}

function judgeWorkspace(options: {
  from: WorkspacePackage;
  to: WorkspacePackage;
  isDevelopment: boolean;
  specifier: string;
}): Breach | undefined {
  const { from, to, isDevelopment, specifier } = options;
  const subpath = `.${specifier.slice(to.name.length)}`;
  if (!to.exports.some((exported) => matches(exported, subpath))) {
    const advice = `${to.name} does not export "${subpath}"; import what its package.json lists under "exports", or export it there`;
    return { rule: "deep-import", advice };
  }
  if (to.name === from.name) return undefined;
  if (isTestUtility(to.name)) {
    if (isDevelopment || isTestUtility(from.name) || from.kind === "tool") return undefined;
    return { rule: "test-only", advice: `${to.name} is help for tests; product code may not use it` };
  }
  return mayDependOn[from.kind].includes(to.kind) ? undefined : { rule: "kind", advice: kindAdvice(from.kind, to) };
}

function judgeDeclared(options: {
  from: WorkspacePackage;
  name: string;
  isDevelopment: boolean;
  found: SourceImport;
}): Breach | undefined {
  const { from, name, isDevelopment, found } = options;
  if (name === from.name || from.dependencies.has(name)) return undefined;
  if (from.devDependencies.has(name)) {
    if (isDevelopment || found.typeOnly) return undefined;
    return {
      rule: "undeclared",
      advice: `${name} is needed at run time; move it from devDependencies to dependencies`,
    };
  }
  const typesOnly = found.typeOnly && from.devDependencies.has(`@types/${name}`);
  const field = isDevelopment ? "devDependencies" : "dependencies";
  return typesOnly ? undefined : { rule: "undeclared", advice: `add ${name} to the ${field} of ${from.manifestFile}` };
}

const isRuntimeModule = (specifier: string): boolean =>
  isBuiltin(specifier) || specifier === "bun" || /^(bun|node):/.test(specifier);

const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** `exports` may hold one star: `./locales/*`. */
function matches(exported: string, subpath: string): boolean {
  const [before = "", after] = exported.split("*");
  return after === undefined ? exported === subpath : subpath.startsWith(before) && subpath.endsWith(after);
}
