import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import * as z from "zod";
import type { Half, Project } from "./project.ts";
import { Refusal, refuseIf } from "./refusal.ts";
import { readJson, type Workspace } from "./workspace.ts";

/**
 * Runs the type checker over the halves and the packages of the workspace that they are built on; mistakes elsewhere are told
 * where those are checked.
 */
export async function typeCheck({ halves, workspace }: Pick<Project, "halves" | "workspace">): Promise<void> {
  const { root } = workspace;
  const configs = new Set(halves.map((half) => configOf(half, root)));
  const folders = ownFolders(halves, workspace).map((folder) => relative(root, folder));
  const problems: string[] = [];
  for (const config of configs) {
    const errors = await errorsOf(config, root);
    problems.push(...errors.filter((line) => folders.some((folder) => folder === "" || line.startsWith(`${folder}/`))));
  }
  refuseIf(problems);
}

/** The folders of halves, and of the packages of the workspace below them. */
function ownFolders(halves: readonly Half[], { packages }: Workspace): string[] {
  const folders = halves.map(({ folder }) => folder);
  // Grows while it is walked.
  for (const folder of folders) {
    for (const name of dependenciesOf(folder)) {
      const found = packages.get(name);
      if (found !== undefined && !folders.includes(found)) folders.push(found);
    }
  }
  return folders;
}

const ranges = z.record(z.string(), z.string()).default({});

function dependenciesOf(folder: string): string[] {
  const manifest = z.object({ dependencies: ranges, peerDependencies: ranges });
  const { dependencies, peerDependencies } = manifest.parse(readJson(join(folder, "package.json")));
  return Object.keys({ ...dependencies, ...peerDependencies });
}

/** The nearest tsconfig.json, within the workspace. */
function configOf({ name, folder }: Half, root: string): string {
  for (let at = folder; !relative(root, at).startsWith(".."); at = dirname(at)) {
    const config = join(at, "tsconfig.json");
    if (existsSync(config)) return config;
  }
  throw new Refusal([
    `${name} has no tsconfig.json, in its folder or above; add one, so that its types can be checked`,
  ]);
}

const TSC = join(dirname(Bun.resolveSync("typescript/package.json", import.meta.dir)), "bin/tsc");

async function errorsOf(config: string, root: string): Promise<string[]> {
  const cwd = dirname(config);
  const child = Bun.spawn([process.execPath, "--no-install", TSC, "-p", config, "--noEmit", "--pretty", "false"], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [output, errors, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  const lines = output.split("\n").filter((line) => line.includes("error TS"));
  if (code !== 0 && lines.length === 0) throw new Error(`the type checker failed: ${output}${errors}`);
  return lines.map((line) => fromRoot(line, { cwd, root }));
}

/** `src/index.ts(3,1): error ...`, told from the root of the workspace. */
const fromRoot = (line: string, { cwd, root }: { cwd: string; root: string }): string =>
  line.replace(/^(?!error)[^(]+(?=\()/, (file) => relative(root, resolve(cwd, file)));
