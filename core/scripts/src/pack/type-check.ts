import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Half, Project } from "./project.ts";
import { Refusal, refuseIf } from "./refusal.ts";

/** Runs the type checker over the halves and what they share; mistakes in other packages are told where those are checked. */
export async function typeCheck({ halves, workspace }: Pick<Project, "halves" | "workspace">): Promise<void> {
  const configs = new Set(halves.map((half) => configOf(half, workspace.root)));
  const problems: string[] = [];
  for (const config of configs) problems.push(...(await errorsOf(config, workspace.root)));
  refuseIf(problems);
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
  return lines.map((line) => fromRoot(line, { cwd, root })).filter((line) => !line.startsWith("../"));
}

/** `src/index.ts(3,1): error ...`, told from the root of the workspace. */
const fromRoot = (line: string, { cwd, root }: { cwd: string; root: string }): string =>
  line.replace(/^(?!error)[^(]+(?=\()/, (file) => relative(root, resolve(cwd, file)));
