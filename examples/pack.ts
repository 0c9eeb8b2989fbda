/**
 * Packs both releases of the example: `bun examples/pack.ts <out-dir> [<key file>]`. Prints the path of each packed file.
 * Works on copies, so that several may run at once.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

const RELEASES = ["1.0.0", "1.1.0"];
const CURRENT = "1.1.0";
const EXAMPLE = join(import.meta.dir, "deadlines");
const CHECKOUT = join(import.meta.dir, "..");

const [outDir, key] = Bun.argv.slice(2);
if (outDir === undefined) throw new Error("say where the packed files go: bun examples/pack.ts <out-dir> [<key file>]");

for (const version of RELEASES) {
  const folder = await mkdtemp(join(tmpdir(), "checkstack-example-"));
  try {
    await copyRelease(version, folder);
    await run(folder, "install");
    const pack = [join(CHECKOUT, "core/scripts/src/cli.ts"), "plugin-pack", "--out-dir", resolve(outDir)];
    await run(folder, ...pack, ...(key === undefined ? [] : ["--key", resolve(key)]));
    console.log(join(resolve(outDir), `example-deadlines-${version}.tgz`));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The sources as they were when `version` came out, linked to this checkout. */
async function copyRelease(version: string, folder: string): Promise<void> {
  const isSource = (path: string): boolean => !["node_modules", "dist", "data"].includes(basename(path));
  await cp(EXAMPLE, folder, { recursive: true, filter: isSource });
  if (version !== CURRENT) await cp(`${EXAMPLE}-${version}`, folder, { recursive: true });
  const manifest = join(folder, "package.json");
  const text = await readFile(manifest, "utf8");
  await writeFile(manifest, text.replaceAll("link:../..", `link:${CHECKOUT}`).replace(`"${CURRENT}"`, `"${version}"`));
}

async function run(cwd: string, ...args: string[]): Promise<void> {
  const child = Bun.spawn([process.execPath, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const [output, errors, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  if (code !== 0) throw new Error(`${args.join(" ")} failed:\n${output}${errors}`);
}
