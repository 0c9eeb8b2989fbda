import { expect, test } from "bun:test";
import { join } from "node:path";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { buildBackend } from "./build-backend.ts";
import type { Half } from "./project.ts";

const half = (folder: string): Half => ({
  kind: "backend",
  name: "@acme/weather-backend",
  folder,
  pluginId: "weather",
  entry: join(folder, "src/index.ts"),
  calls: [],
  needs: {},
});

async function build(files: Record<string, unknown>): Promise<{ text: string; bundled: unknown }> {
  await using folder = await temporaryFolder(files);
  const built = await buildBackend(half(folder.path));
  expect([...built.files.keys()]).toEqual(["index.js"]);
  return { text: new TextDecoder().decode(built.files.get("index.js")), bundled: built.bundled };
}

const library = {
  "node_modules/tiny/package.json": { name: "tiny", version: "2.0.0", main: "index.js" },
  "node_modules/tiny/index.js": `exports.tiny = () => "third-party code";`,
};

test("third-party code comes along and is named; what the platform gives stays outside", async () => {
  const index = `
    import { pgTable } from "drizzle-orm/pg-core";
    import { readFile } from "node:fs/promises";
    import { tiny } from "tiny";
    import * as z from "zod";
    export default { tiny, pgTable, readFile, z };
  `;
  const { text, bundled } = await build({ ...library, "src/index.ts": index });
  expect(text).toContain("third-party code");
  const imports = new Bun.Transpiler({ loader: "js" }).scanImports(text).map(({ path }) => path);
  expect(imports.toSorted()).toEqual(["drizzle-orm/pg-core", "fs/promises", "zod"]);
  expect(bundled).toMatchObject([{ name: "tiny", version: "2.0.0" }]);
});

test("the same sources give the same text wherever they lie, and do not tell where", async () => {
  const files = { ...library, "src/index.ts": `import { tiny } from "tiny";\nexport default tiny;` };
  const [first, second] = [await build(files), await build(files)];
  expect(first.text).toBe(second.text);
  expect(first.text).not.toContain("checkstack-scripts-");
});

test("a native addon is refused with the package that wants it", async () => {
  const files = {
    "node_modules/quick/package.json": { name: "quick", version: "1.0.0", main: "index.js" },
    "node_modules/quick/index.js": `module.exports = require("./build/quick.node");`,
    "node_modules/quick/build/quick.node": "",
    "src/index.ts": `import quick from "quick";\nexport default quick;`,
  };
  await expect(build(files)).rejects.toThrow(
    "@acme/weather-backend cannot be packed: quick needs the native addon quick.node",
  );
});

test("a package that is not installed is told with its name and place", async () => {
  await expect(build({ "src/index.ts": `import absent from "absent";\nexport default absent;` })).rejects.toThrow(
    /@acme\/weather-backend cannot be built: .*"absent".*index\.ts:1/,
  );
});

test("a file that would have to lie beside the module is refused", async () => {
  const files = { "src/index.ts": `import logo from "./logo.png";\nexport default logo;`, "src/logo.png": "" };
  await expect(build(files)).rejects.toThrow("as a file, and a back end is one module");
});
