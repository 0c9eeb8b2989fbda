import { expect, test } from "bun:test";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { visiblePaths } from "./visible-paths.ts";

test("a plugin sees its own files and the packages it finds, wherever they are linked to, and not what is beside it", async () => {
  const root = await realpath(await mkdtemp(join(tmpdir(), "checkstack-paths-")));
  await using cleaning = new AsyncDisposableStack();
  cleaning.defer(() => rm(root, { recursive: true, force: true }));
  const folders = ["data/plugins/demo@1.0.0", "data/plugins/other@1.0.0", "store/library", "store/deeper"];
  for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, "data/secret.key"), "canary");
  await link("store/library", "data/plugins/node_modules/@acme/library");
  await link("store/deeper", "store/library/node_modules/deeper");
  await link("nowhere", "data/plugins/node_modules/broken");

  const { shown, listed } = await visiblePaths(join(root, "data/plugins/demo@1.0.0"));
  const here = shown.filter((path) => path.startsWith(root)).map((path) => path.slice(root.length + 1));
  expect(here.toSorted()).toEqual([
    "data/plugins/demo@1.0.0",
    "data/plugins/node_modules",
    "store/deeper",
    "store/library",
  ]);
  expect(listed).toEqual([join(root, "data/plugins")]);
  expect(shown).toContain(process.execPath);

  async function link(target: string, path: string): Promise<void> {
    await mkdir(join(root, path, ".."), { recursive: true });
    await symlink(join(root, target), join(root, path));
  }
});
