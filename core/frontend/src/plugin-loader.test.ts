import { expect, test } from "bun:test";
import { createPluginRegistry } from "@checkstack/frontend-api";
import { createPluginLoader } from "./plugin-loader.ts";

const moduleOf = (pluginId: string, displayName = pluginId) => ({ default: { metadata: { pluginId, displayName } } });

interface Listed {
  pluginId: string;
  version: string;
  entry: string;
  stylesheet?: string;
  chunks?: { url: string; integrity: string }[];
}

function fixture(modules: Record<string, unknown>, list: Listed[] = []) {
  const registry = createPluginRegistry();
  const stylesheets = new Set<string>();
  const shown: string[][] = [];
  const loader = createPluginLoader({
    registry,
    builtin: [
      { pluginId: "good", load: async () => moduleOf("good") },
      { pluginId: "bad", load: () => Promise.reject(new Error("broken chunk")) },
    ],
    listInstalled: async () => list,
    async importModule({ entry }) {
      if (!(entry in modules)) throw new Error(`404 ${entry}`);
      return modules[entry];
    },
    addStylesheet({ url }) {
      stylesheets.add(url);
      return () => stylesheets.delete(url);
    },
    showClasses: async (sheets) => void shown.push([...sheets]),
  });
  const names = () => registry.snapshot().plugins.map(({ metadata }) => metadata.displayName);
  return { loader, names, list, stylesheets, shown };
}

const install = (pluginId: string, version: string, stylesheet?: string): Listed => ({
  pluginId,
  version,
  entry: `/plugins/${pluginId}@${version}/index.js`,
  ...(stylesheet !== undefined && { stylesheet }),
});

test("a plugin that cannot be loaded keeps no other from loading and is told", async () => {
  const { loader, names } = fixture({});
  await loader.start();
  expect(names()).toEqual(["good"]);
  expect(loader.failures().map(({ pluginId }) => pluginId)).toEqual(["bad"]);
});

test("plugins come, change and go while the page is open", async () => {
  const { loader, names, list, stylesheets, shown } = fixture({
    "/plugins/x@1/index.js": moduleOf("x", "X 1"),
    "/plugins/x@2/index.js": moduleOf("x", "X 2"),
  });
  await loader.start();
  list.push(install("x", "1", "/plugins/x@1/style.css"));
  await loader.refresh();
  expect(names()).toEqual(["good", "X 1"]);
  expect([...stylesheets]).toEqual(["/plugins/x@1/style.css"]);
  expect(shown.at(-1)).toEqual(["/plugins/x@1/style.css"]);
  list[0] = install("x", "2");
  await loader.refresh();
  expect(names()).toEqual(["good", "X 2"]);
  expect(stylesheets.size).toBe(0);
  expect(shown.at(-1)).toEqual([]);
  list.pop();
  await loader.refresh();
  expect(names()).toEqual(["good"]);
});

test("when a newer version cannot be loaded the older goes on", async () => {
  const { loader, names, list } = fixture({ "/plugins/x@1/index.js": moduleOf("x", "X 1") }, [install("x", "1")]);
  await loader.start();
  list[0] = install("x", "2");
  await loader.refresh();
  expect(names()).toContain("X 1");
  expect(loader.failures().map(({ pluginId }) => pluginId)).toContain("x");
});

test("only the server's own plugin folder is imported from, and only the plugin that was asked for", async () => {
  const foreign = { ...install("x", "1"), entry: "https://elsewhere.example/index.js" };
  const foreignChunk = {
    ...install("w", "1", "https://elsewhere.example/style.css"),
    chunks: [{ url: "https://elsewhere.example/page.js", integrity: "sha256-x" }],
  };
  const { loader, names, shown } = fixture(
    {
      [foreign.entry]: moduleOf("x"),
      "/plugins/y@1/index.js": moduleOf("z"),
      "/plugins/w@1/index.js": moduleOf("w"),
    },
    [foreign, install("y", "1"), foreignChunk],
  );
  await loader.start();
  expect(names()).toEqual(["good"]);
  expect(
    loader
      .failures()
      .map(({ pluginId }) => pluginId)
      .toSorted(),
  ).toEqual(["bad", "w", "x", "y"]);
  expect(shown).toEqual([[]]);
});
