import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { lintDependencies } from "./lint-dependencies.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "checkstack-lint-"));
  write("package.json", { workspaces: { packages: ["core/*", "plugins/*"] } });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: unknown): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content, null, 2));
}

/** Makes a package with one source file. */
function plant(folder: string, type: string, { source = "", file = "src/index.ts", ...manifest }: Planted = {}): void {
  const name = `@checkstack/${folder.split("/").at(-1)}`;
  write(`${folder}/package.json`, { name, checkstack: { type }, exports: { ".": "./src/index.ts" }, ...manifest });
  write(`${folder}/${file}`, source);
}

interface Planted {
  source?: string;
  file?: string;
  name?: string;
  exports?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  checkstack?: { type: string; pluginId: string; calls?: string[] };
}

const on = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, name.startsWith("@checkstack/") ? "workspace:*" : "catalog:"]));

const lint = () =>
  lintDependencies(root).violations.map(({ file, line, rule, advice }) => `${file}:${line} ${rule}: ${advice}`);

test("a workspace in order has no violations", () => {
  plant("core/common", "common", { dependencies: on("zod"), source: 'import * as z from "zod";' });
  plant("core/backend-api", "node", {
    dependencies: on("@checkstack/common", "pg"),
    devDependencies: on("@types/pg"),
    source:
      'import { readFile } from "node:fs/promises";\nimport type { Client } from "pg";\nimport "@checkstack/common";',
  });
  plant("core/ui", "react", {
    exports: { ".": "./src/index.ts", "./theme.css": "./src/theme.css" },
    dependencies: on("react"),
    source: 'export * from "./button.tsx";',
  });
  plant("plugins/thing-backend", "backend", {
    dependencies: on("@checkstack/backend-api"),
    source: 'import { Database } from "bun:sqlite";\nimport { core } from "@checkstack/backend-api";',
  });
  plant("plugins/thing-frontend", "frontend", {
    dependencies: on("@checkstack/ui", "@checkstack/common"),
    source: 'import "@checkstack/ui/theme.css";\nimport "@checkstack/common";',
  });
  expect(lint()).toEqual([]);
});

test("a back end names the plugins that it calls, all and no other", () => {
  plant("core/fruit-common", "common", { checkstack: { type: "common", pluginId: "fruit" } });
  plant("core/cook-backend", "backend", {
    checkstack: { type: "backend", pluginId: "cook", calls: ["bakery"] },
    dependencies: on("@checkstack/fruit-common", "@checkstack/backend-api"),
    source: `import { rpc } from "@checkstack/backend-api";
import { access, fruitContract as fruit } from "@checkstack/fruit-common";
export const deps = { fruit: rpc(fruit) };`,
  });
  plant("core/backend-api", "node");
  expect(lint()).toEqual([
    'core/cook-backend/src/index.ts:3 calls: @checkstack/cook-backend calls plugin "fruit"; add "fruit" to "checkstack.calls" of core/cook-backend/package.json',
    'core/cook-backend/package.json:6 calls: @checkstack/cook-backend may call plugin "bakery" and asks for no rpc(...) of it; take it out of "checkstack.calls"',
  ]);
});

test("a common package depends on common packages alone", () => {
  plant("core/thing-backend", "backend");
  plant("core/thing-common", "common", {
    dependencies: on("@checkstack/thing-backend"),
    source: 'import type { Thing } from "@checkstack/thing-backend";',
  });
  const advice =
    "kind: a common package may not depend on @checkstack/thing-backend, which is a backend package; move what both need into a -common package";
  expect(lint()).toEqual([`core/thing-common/package.json:10 ${advice}`, `core/thing-common/src/index.ts:1 ${advice}`]);
});

test("a front end depends on no back end, and a back end on no front end", () => {
  plant("core/thing-backend", "backend", { source: 'export * from "@checkstack/thing-frontend";' });
  plant("core/thing-frontend", "frontend", { source: '\nawait import("@checkstack/thing-backend");' });
  expect(lint()).toEqual([
    expect.stringContaining(
      "core/thing-backend/src/index.ts:1 kind: a backend package may not depend on @checkstack/thing-frontend",
    ),
    expect.stringContaining(
      "core/thing-frontend/src/index.ts:2 kind: a frontend package may not depend on @checkstack/thing-backend",
    ),
  ]);
});

test("a back end never imports another back end, even for its types", () => {
  plant("core/catalog-backend", "backend");
  plant("core/thing-backend", "backend", {
    source: 'import type { Catalog } from "@checkstack/catalog-backend";',
  });
  expect(lint()).toEqual([
    expect.stringContaining(
      "core/thing-backend/src/index.ts:1 kind: a backend package may not depend on @checkstack/catalog-backend",
    ),
  ]);
});

test("a relative path stays in its package", () => {
  plant("core/common", "common");
  plant("core/thing-common", "common", {
    file: "src/deep/inside.ts",
    source: 'import "../neighbour.ts";\nimport "../../../common/src/index.ts";',
  });
  expect(lint()).toEqual([
    'core/thing-common/src/deep/inside.ts:2 outside: "../../../common/src/index.ts" leaves @checkstack/thing-common; import the other package by its name and declare it in package.json',
  ]);
});

test("what is imported is declared", () => {
  plant("core/common", "common");
  plant("core/thing-common", "common", { source: 'import "zod/mini";\nimport type { A } from "@checkstack/common";' });
  expect(lint()).toEqual([
    "core/thing-common/src/index.ts:1 undeclared: add zod to the dependencies of core/thing-common/package.json",
    "core/thing-common/src/index.ts:2 undeclared: add @checkstack/common to the dependencies of core/thing-common/package.json",
  ]);
});

test("what runs in the product is no devDependency, what runs in a test may be", () => {
  const dev = { devDependencies: on("pg"), source: 'import { Client } from "pg";' };
  plant("core/product-node", "node", dev);
  plant("core/tested-node", "node", { ...dev, file: "src/index.test.ts" });
  expect(lint()).toEqual([
    "core/product-node/src/index.ts:1 undeclared: pg is needed at run time; move it from devDependencies to dependencies",
  ]);
});

test("another package is imported by what it exports", () => {
  plant("core/common", "common", { exports: { ".": "./src/index.ts", "./locales/*": "./src/locales/*" } });
  plant("core/thing-common", "common", {
    dependencies: on("@checkstack/common"),
    source: 'import "@checkstack/common/locales/de.json";\nimport "@checkstack/common/src/hook.ts";',
  });
  expect(lint()).toEqual([
    'core/thing-common/src/index.ts:2 deep-import: @checkstack/common does not export "./src/hook.ts"; import what its package.json lists under "exports", or export it there',
  ]);
});

test("a cycle is told once, with its way", () => {
  plant("core/a-node", "node", { dependencies: on("@checkstack/b-node") });
  plant("core/b-node", "node", { dependencies: on("@checkstack/c-node") });
  plant("core/c-node", "node", { devDependencies: on("@checkstack/a-node") });
  plant("core/outside-node", "node", { dependencies: on("@checkstack/a-node") });
  expect(lint()).toEqual([
    "core/a-node/package.json:10 cycle: @checkstack/a-node -> @checkstack/b-node -> @checkstack/c-node -> @checkstack/a-node; move what both need into a package below them",
  ]);
});

test("name, folder and kind agree", () => {
  plant("core/thing-common", "backend");
  plant("core/other", "node", { name: "@checkstack/another-node" });
  expect(lint().toSorted()).toEqual([
    "core/other/package.json:1 name: name the package @checkstack/other like its folder, not @checkstack/another-node",
    'core/thing-common/package.json:1 name: the name @checkstack/thing-common says common, "checkstack.type" says backend; make them agree',
  ]);
});

test("a package says what it is", () => {
  write("core/thing-common/package.json", { name: "@checkstack/thing-common" });
  expect(lint()).toEqual([expect.stringContaining('core/thing-common/package.json:1 manifest: mend "checkstack"')]);
});

test("code for browsers imports nothing of Bun or Node, its tests may", () => {
  const source = 'import { join } from "path";\nimport { test } from "bun:test";';
  plant("core/thing-common", "common", { source });
  plant("core/other-common", "common", { source, file: "src/index.test.ts" });
  plant("core/thing-react", "react", { source: 'import { file } from "bun";' });
  expect(lint()).toEqual([
    expect.stringContaining(
      'core/thing-common/src/index.ts:1 browser: a common package also runs in browsers, which have no "path"',
    ),
    expect.stringContaining("core/thing-common/src/index.ts:2 browser"),
    expect.stringContaining("core/thing-react/src/index.ts:1 browser"),
  ]);
});

test("help for tests stays in tests", () => {
  plant("core/test-utils-backend", "node");
  plant("core/good-common", "common", {
    devDependencies: on("@checkstack/test-utils-backend"),
    file: "src/index.test.ts",
    source: 'import "@checkstack/test-utils-backend";',
  });
  plant("core/bad-backend", "backend", {
    dependencies: on("@checkstack/test-utils-backend"),
    source: 'import "@checkstack/test-utils-backend";',
  });
  expect(lint()).toEqual([
    "core/bad-backend/package.json:10 test-only: @checkstack/test-utils-backend is help for tests; move it to devDependencies",
    "core/bad-backend/src/index.ts:1 test-only: @checkstack/test-utils-backend is help for tests; product code may not use it",
  ]);
});

test("the command prints file, line, rule and sentence, and ends with 1", async () => {
  plant("core/thing-common", "common", { source: 'import "zod";' });
  const run = Bun.spawn([process.execPath, join(import.meta.dir, "../cli.ts"), "dependencies", root], {
    stdout: "pipe",
  });
  expect(await run.stdout.text()).toBe(
    [
      "core/thing-common/src/index.ts:1 undeclared: add zod to the dependencies of core/thing-common/package.json",
      "1 packages, 1 breaches of the dependency rules\n",
    ].join("\n"),
  );
  expect(await run.exited).toBe(1);
});
