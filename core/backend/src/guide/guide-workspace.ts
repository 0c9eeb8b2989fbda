import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as z from "zod";

/** The root of this repository. */
export const REPOSITORY = join(import.meta.dir, "../../../..");

/** The files that a guide tells its reader to make, in a folder that looks like the repository. */
export interface GuideWorkspace extends AsyncDisposable {
  readonly root: string;
  /** Runs a tool with Bun in a folder of the workspace; answers its output, and the code it ended with. */
  run(command: readonly string[], options?: { cwd?: string }): Promise<{ code: number; output: string }>;
}

/** Writes every code block of `guide` that names its file, with the dependencies that its package.json files declare. */
export function createGuideWorkspace(guide: string): GuideWorkspace {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "checkstack-guide-")));
  for (const file of ["package.json", "tsconfig.base.json", ".oxlintrc.json", ".oxfmtrc.json"]) {
    cpSync(join(REPOSITORY, file), join(root, file));
  }
  // Their manifests alone: what tools read of packages that the guide depends on.
  for (const file of globSync("core/*/package.json", { cwd: REPOSITORY }))
    cpSync(join(REPOSITORY, file), join(root, file));
  for (const { path, text } of codeBlocks(readFileSync(guide, "utf8"))) write(join(root, path), text);
  for (const file of globSync("plugins/*/package.json", { cwd: root }))
    linkDependencies(root, join(root, dirname(file)));
  link(join(REPOSITORY, "node_modules/@types/bun"), join(root, "node_modules/@types/bun"));
  return {
    root,
    async run(command, { cwd = root } = {}) {
      const child = Bun.spawn([process.execPath, "--no-install", ...command], { cwd, stdout: "pipe", stderr: "pipe" });
      const [output, errors, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
      return { code, output: output + errors };
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/** Blocks that begin with a line such as ```ts file=plugins/notes-common/src/index.ts. */
const codeBlocks = (markdown: string): { path: string; text: string }[] =>
  [...markdown.matchAll(/^```\w+ file=(\S+)\n(.*?)^```$/gms)].map(([, path = "", text = ""]) => ({ path, text }));

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const versions = z.record(z.string(), z.string()).default({});
const manifestSchema = z.object({ dependencies: versions, devDependencies: versions });

/** What `bun install` would do: a package sees what its package.json declares, and nothing else. */
function linkDependencies(root: string, folder: string): void {
  const { dependencies, devDependencies } = manifestSchema.parse(
    JSON.parse(readFileSync(join(folder, "package.json"), "utf8")),
  );
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    link(locate(root, name), join(folder, "node_modules", name));
  }
}

/** A package of the guide, of the core, or any one that a package of the core has installed. */
function locate(root: string, name: string): string {
  const short = name.replace(/^@checkstack\//, "");
  const candidates = [
    join(root, "plugins", short),
    ...globSync(
      ["core", "plugins"].map((room) => `${room}/*/node_modules/${name}`),
      { cwd: REPOSITORY },
    ).map((path) => join(REPOSITORY, path)),
  ];
  const found = candidates.find((path) => existsSync(path));
  if (!found) throw new Error(`the guide uses "${name}", which no package of the repository depends on`);
  return realpathSync(found);
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}
