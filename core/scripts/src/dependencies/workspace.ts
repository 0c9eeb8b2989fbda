import { readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import * as z from "zod";
import { kindByName, packageKinds, type PackageKind } from "./package-kind.ts";
import type { Violation } from "./violation.ts";

const versionsSchema = z.record(z.string(), z.string()).default({});

const manifestSchema = z.object({
  name: z.string(),
  checkstack: z.object({
    type: z.enum(packageKinds),
    pluginId: z.string().optional(),
    calls: z.array(z.string()).default([]),
  }),
  exports: z.record(z.string(), z.unknown()).default({}),
  dependencies: versionsSchema,
  peerDependencies: versionsSchema,
  optionalDependencies: versionsSchema,
  devDependencies: versionsSchema,
});

const rootSchema = z.object({
  workspaces: z.union([z.array(z.string()), z.object({ packages: z.array(z.string()) }).transform((w) => w.packages)]),
});

export interface WorkspacePackage {
  readonly name: string;
  readonly kind: PackageKind;
  /** The plugin that it is a part of. */
  readonly pluginId?: string;
  /** The plugins that it may call. */
  readonly calls: readonly string[];
  /** Absolute. */
  readonly folder: string;
  /** Relative to the root: `core/auth-backend/package.json`. */
  readonly manifestFile: string;
  readonly manifestText: string;
  /** What others may import, as written in `exports`: `.`, `./theme.css`. */
  readonly exports: readonly string[];
  /** What it needs to run. */
  readonly dependencies: ReadonlySet<string>;
  readonly devDependencies: ReadonlySet<string>;
}

export interface Workspace {
  readonly root: string;
  readonly packages: ReadonlyMap<string, WorkspacePackage>;
}

/** Reads the package.json of every package; one that cannot be understood is a violation and left out. */
export function readWorkspace(root: string): { workspace: Workspace; violations: Violation[] } {
  const packages = new Map<string, WorkspacePackage>();
  const violations: Violation[] = [];
  const { workspaces } = rootSchema.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  const files = workspaces.flatMap((pattern) => [...new Bun.Glob(`${pattern}/package.json`).scanSync({ cwd: root })]);
  for (const file of files.toSorted()) {
    const read = readPackage(root, file);
    violations.push(...read.violations);
    if (read.package) packages.set(read.package.name, read.package);
  }
  return { workspace: { root, packages }, violations };
}

function readPackage(root: string, file: string): { package?: WorkspacePackage; violations: Violation[] } {
  const manifestText = readFileSync(join(root, file), "utf8");
  const parsed = manifestSchema.safeParse(JSON.parse(manifestText));
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => `"${issue.path.join(".")}": ${issue.message}`).join("; ");
    return { violations: [{ file, line: 1, rule: "manifest", advice: `mend ${fields}` }] };
  }
  const { name, checkstack, exports, ...manifest } = parsed.data;
  const folder = dirname(join(root, file));
  return {
    package: {
      name,
      kind: checkstack.type,
      ...(checkstack.pluginId !== undefined && { pluginId: checkstack.pluginId }),
      calls: checkstack.calls,
      folder,
      manifestFile: relative(root, join(root, file)),
      manifestText,
      exports: Object.keys(exports),
      dependencies: new Set(
        Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies }),
      ),
      devDependencies: new Set(Object.keys(manifest.devDependencies)),
    },
    violations: checkName({ file, name, kind: checkstack.type, folder }),
  };
}

function checkName(of: { file: string; name: string; kind: PackageKind; folder: string }): Violation[] {
  const { file, name, kind, folder } = of;
  const at = { file, line: 1, rule: "name" } as const;
  const violations: Violation[] = [];
  if (name !== `@checkstack/${basename(folder)}`) {
    violations.push({ ...at, advice: `name the package @checkstack/${basename(folder)} like its folder, not ${name}` });
  }
  const promised = kindByName(name) ?? "tool";
  if (promised !== kind) {
    violations.push({
      ...at,
      advice: `the name ${name} says ${promised}, "checkstack.type" says ${kind}; make them agree`,
    });
  }
  return violations;
}
