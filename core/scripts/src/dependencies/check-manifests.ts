import { isTestUtility, kindAdvice, mayDependOn } from "./package-kind.ts";
import type { Violation } from "./violation.ts";
import type { Workspace, WorkspacePackage } from "./workspace.ts";

/** Checks what the packages declare: kinds, test utilities, cycles. */
export function checkManifests({ packages }: Workspace): Violation[] {
  return [...packages.values()]
    .flatMap((from) => [...checkDeclared(from, packages), ...checkTestUtilities(from)])
    .concat(findCycles(packages));
}

function checkDeclared(from: WorkspacePackage, packages: Workspace["packages"]): Violation[] {
  const violations: Violation[] = [];
  for (const name of new Set([...from.dependencies, ...from.devDependencies])) {
    const to = packages.get(name);
    if (!to || mayDependOn[from.kind].includes(to.kind)) continue;
    if (isTestUtility(name) && !from.dependencies.has(name)) continue;
    violations.push({ ...manifestPlace(from, name), rule: "kind", advice: kindAdvice(from.kind, to) });
  }
  return violations;
}

function checkTestUtilities(from: WorkspacePackage): Violation[] {
  if (isTestUtility(from.name) || from.kind === "tool") return [];
  return [...from.dependencies].filter(isTestUtility).map((name) => ({
    ...manifestPlace(from, name),
    rule: "test-only",
    advice: `${name} is help for tests; move it to devDependencies`,
  }));
}

/** Each cycle once, told from its first package in alphabetical order. */
function findCycles(packages: Workspace["packages"]): Violation[] {
  const violations: Violation[] = [];
  for (const start of packages.values()) {
    const path = shortestWayBack(start, packages);
    if (!path || path.some((name) => name < start.name)) continue;
    violations.push({
      ...manifestPlace(start, path[0] ?? ""),
      rule: "cycle",
      advice: `${[start.name, ...path].join(" -> ")}; move what both need into a package below them`,
    });
  }
  return violations;
}

/** The packages from one of `start`'s dependencies to `start` itself; nothing when there is no way back. */
function shortestWayBack(start: WorkspacePackage, packages: Workspace["packages"]): string[] | undefined {
  const seen = new Set<string>();
  const ways = [[start]];
  for (const way of ways) {
    const last = way.at(-1);
    for (const name of [...(last?.dependencies ?? []), ...(last?.devDependencies ?? [])]) {
      if (name === start.name) return [...way.slice(1).map((step) => step.name), name];
      const next = packages.get(name);
      if (!next || seen.has(name)) continue;
      seen.add(name);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

/** Where a package.json names a dependency. */
function manifestPlace(from: WorkspacePackage, dependency: string): { file: string; line: number } {
  const lines = from.manifestText.split("\n");
  return { file: from.manifestFile, line: lines.findIndex((line) => line.includes(`"${dependency}":`)) + 1 };
}
