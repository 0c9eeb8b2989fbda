import { HOST_PACKAGES } from "@checkstack/plugin-package-node";
import { findPackage } from "./find-package.ts";
import type { Half, Project } from "./project.ts";
import { refuseIf } from "./refusal.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Which versions of the platform's packages a packed package works with: those that its halves name. What is no range of
 * versions for others (`catalog:`, `workspace:`, `link:`) becomes one; an exact version becomes "this one or a later one
 * that is compatible", because the platform and not the plugin decides which one there is.
 */
export function peerRanges({ halves, workspace }: Pick<Project, "halves" | "workspace">): Record<string, string> {
  const peers = new Map<string, { range: string; half: Half }>();
  const problems: string[] = [];
  for (const half of halves) {
    for (const name of Object.keys(half.needs).filter((name) => hostPackages.has(name))) {
      const range = rangeOf(name, { half, workspace });
      const known = peers.get(name);
      if (range === undefined) problems.push(`${half.name} names ${name}, which is not installed; run bun install`);
      else if (known === undefined) peers.set(name, { range, half });
      else if (known.range !== range)
        problems.push(
          `${known.half.name} needs ${name} ${known.range} and ${half.name} ${range}; a package has one range for both, so make them equal`,
        );
    }
  }
  refuseIf(problems);
  const sorted = [...peers].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, { range }]) => [name, range]));
}

const hostPackages = new Set<string>([...HOST_PACKAGES.backend, ...HOST_PACKAGES.frontend]);

function rangeOf(name: string, { half, workspace }: { half: Half; workspace: Workspace }): string | undefined {
  const written = half.needs[name] ?? "*";
  const [, catalog] = /^catalog:(.*)$/.exec(written) ?? [];
  const range = catalog === undefined ? written : (workspace.catalogs.get(catalog)?.[name] ?? written);
  if (/^\d+\.\d+\.\d+/.test(range)) return `^${range}`;
  if (!/^[a-z]+:/.test(range)) return range;
  const installed = findPackage(name, [half.folder]);
  return installed && `^${installed.version}`;
}
