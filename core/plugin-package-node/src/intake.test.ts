import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { honestArchives } from "./testing/honest-archives.ts";
import { hostileArchives, type NamedArchive } from "./testing/hostile-archives.ts";

const reportSchema = z.array(
  z.object({ name: z.string(), verdict: z.string(), ms: z.number(), grownBytes: z.number() }),
);
type Report = z.infer<typeof reportSchema>;

let dir = "";
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "checkstack-intake-"));
});
afterAll(() => rm(dir, { recursive: true }));

/** Reads archives in a process of its own, three folders deep, and tells what it left on the disk. */
async function take(archives: Iterable<NamedArchive>): Promise<{ report: Report; names: string[]; left: string[] }> {
  const home = await mkdtemp(join(dir, "home-"));
  const cwd = join(home, "a/b/c");
  const inbox = await mkdtemp(join(dir, "in-"));
  await mkdir(cwd, { recursive: true });
  const names: string[] = [];
  for (const { name, bytes } of archives) {
    await Bun.write(join(inbox, `${String(names.length).padStart(4, "0")}.tgz`), bytes);
    names.push(name);
  }
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "testing/intake.fixture.ts"), inbox], {
    cwd,
    env: { HOME: home, BUN_RUNTIME_TRANSPILER_CACHE_PATH: "0" },
    stderr: "inherit",
  });
  const report = reportSchema.parse(JSON.parse(await child.stdout.text()));
  return { report, names, left: await readdir(home, { recursive: true }) };
}

describe("hostile archives", () => {
  test(
    "are refused with a sentence, in little time and memory, and leave nothing behind",
    async () => {
      const { report, names, left } = await take(hostileArchives());
      const told = report.map((entry, index) => ({ ...entry, name: names[index] ?? "" }));
      expect(new Set(names).size).toBeGreaterThanOrEqual(300);
      expect(told.filter(({ verdict }) => !/^PackageRefusedError: [A-Z"p].*[.…]/s.test(verdict))).toEqual([]);
      expect(told.filter(({ ms }) => ms > 2000)).toEqual([]);
      expect(told.filter(({ grownBytes }) => grownBytes > 64 * 2 ** 20)).toEqual([]);
      expect(left.toSorted()).toEqual(["a", "a/b", "a/b/c"]);
    },
    { timeout: 120_000 },
  );
});

describe("honest archives", () => {
  test(
    "are all taken",
    async () => {
      const { report, names } = await take(await honestArchives(dir));
      expect(report.length).toBeGreaterThanOrEqual(50);
      const told = report.map(({ verdict }, index) => ({ name: names[index], verdict }));
      expect(told.filter(({ verdict }) => !/^taken, (un)?signed$/.test(verdict))).toEqual([]);
    },
    { timeout: 120_000 },
  );
});
