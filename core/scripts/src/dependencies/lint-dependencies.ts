import { checkCalls } from "./check-calls.ts";
import { checkImports } from "./check-imports.ts";
import { checkManifests } from "./check-manifests.ts";
import type { Violation } from "./violation.ts";
import { readWorkspace } from "./workspace.ts";

/** Checks packages and imports of the workspace at `root` against the rules of `package-kind.ts`. */
export function lintDependencies(root: string): { packages: number; violations: Violation[] } {
  const { workspace, violations } = readWorkspace(root);
  return {
    packages: workspace.packages.size,
    violations: [...violations, ...checkManifests(workspace), ...checkImports(workspace), ...checkCalls(workspace)],
  };
}
