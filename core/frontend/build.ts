import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { build } from "vite";

/** Builds the shell when its sources have changed since the last time; returns the folder with the result. */
export async function buildFrontend({ force = false }: { force?: boolean } = {}): Promise<string> {
  const dist = join(ROOT, "core/frontend/dist");
  const stamp = join(dist, ".build-hash");
  const hash = await hashOfSources();
  if (!force && existsSync(stamp) && (await readFile(stamp, "utf8")) === hash) return dist;
  const started = performance.now();
  process.env["NODE_ENV"] = "production";
  // Beside, and then moved: a server that answers from the folder, or builds at the same time, never sees half of it.
  const fresh = join(ROOT, `core/frontend/node_modules/.build-${process.pid}`);
  await build({
    configFile: join(ROOT, "core/frontend/vite.config.ts"),
    mode: "production",
    logLevel: "warn",
    build: { outDir: fresh, emptyOutDir: true },
  });
  await writeFile(join(fresh, ".build-hash"), hash);
  await replace(dist, fresh);
  console.log(`Built the front end in ${((performance.now() - started) / 1000).toFixed(1)} s.\n${await report(dist)}`);
  return dist;
}

const ROOT = join(import.meta.dirname, "../..");

/** Puts `fresh` in the place of `dist`. */
async function replace(dist: string, fresh: string): Promise<void> {
  const old = `${fresh}-old`;
  await rename(dist, old).catch(ignoreMissing);
  await rename(fresh, dist);
  await rm(old, { recursive: true, force: true });
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}

/** Everything that can change the result: the sources of the shell and of what it imports, and the versions installed. */
async function hashOfSources(): Promise<string> {
  const packages = (await readdir(join(ROOT, "core"))).filter(isSource).toSorted();
  const files: string[] = (await Promise.all(packages.map((name) => filesOf(join(ROOT, "core", name))))).flat();
  const hash = createHash("sha256");
  for (const path of [...files, join(ROOT, "bun.lock")].toSorted()) {
    hash.update(`${relative(ROOT, path)}\n`).update(await readFile(path));
  }
  return hash.digest("hex");
}

const isSource = (name: string): boolean =>
  ["common", "frontend", "frontend-api", "ui"].includes(name) || /-(frontend|common)$/.test(name);

async function filesOf(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const found = entries
    .filter(({ name }) => !["node_modules", "dist"].includes(name) && !/\.test\.tsx?$|\.md$/.test(name))
    .map(async (entry) => {
      const path = join(dir, entry.name);
      return entry.isDirectory() ? filesOf(path) : [path];
    });
  return (await Promise.all(found)).flat();
}

/** What a browser fetches for the first page, compressed, and the largest files. */
async function report(dist: string): Promise<string> {
  const html = await readFile(join(dist, "index.html"), "utf8");
  const first = new Set([...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path]) => path ?? ""));
  const sizes = await Promise.all(
    (await readdir(join(dist, "assets")))
      .filter((name) => !/\.(br|gz)$/.test(name))
      .map(async (name) => ({ name: `assets/${name}`, bytes: await wireSize(join(dist, "assets", name)) })),
  );
  const initial = sizes.filter(({ name }) => first.has(name)).reduce((sum, { bytes }) => sum + bytes, 0);
  const largest = sizes.toSorted((a, b) => b.bytes - a.bytes).slice(0, 12);
  return [
    `Named by the page itself: ${kilobytes(initial)} compressed. Largest files:`,
    ...largest.map(
      ({ name, bytes }) => `  ${kilobytes(bytes).padStart(9)}  ${basename(name)}${first.has(name) ? "  (first)" : ""}`,
    ),
  ].join("\n");
}

async function wireSize(path: string): Promise<number> {
  const compressed = `${path}.br`;
  return (await readFile(existsSync(compressed) ? compressed : path)).length;
}

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

if (import.meta.main) await buildFrontend({ force: process.argv.includes("--force") });
