import { expect, test } from "bun:test";
import { createApiRef, provideApi } from "./api-ref.ts";
import { createDataExtension, createExtension } from "./extension.ts";
import { createFrontendPlugin } from "./plugin.ts";
import { componentsFor, createPluginRegistry, dataFor, findApi } from "./plugin-registry.ts";
import { createDataSlot, createSlot } from "./slot.ts";

const slot = createSlot<{ systemId: string }>("catalog.systemPage");
const section = (name: string) => (props: { systemId: string }) => `${name} of ${props.systemId}`;

const plugin = (pluginId: string, order?: number) =>
  createFrontendPlugin({
    metadata: { pluginId, displayName: pluginId },
    extensions: [createExtension({ slot, component: section(pluginId), ...(order !== undefined && { order }) })],
  });

const idsIn = (registry: ReturnType<typeof createPluginRegistry>) =>
  componentsFor(registry.snapshot(), slot).map(({ pluginId }) => pluginId);

test("unregistering takes everything of a plugin away", () => {
  const registry = createPluginRegistry();
  registry.register(plugin("a"));
  const undo = registry.register(plugin("b"));
  expect(idsIn(registry)).toEqual(["a", "b"]);
  undo();
  undo();
  expect(idsIn(registry)).toEqual(["a"]);
});

test("a newer version takes the place of the older, whose undo then does nothing", () => {
  const registry = createPluginRegistry();
  const undoOld = registry.register(plugin("a"));
  registry.register(plugin("a"));
  undoOld();
  expect(idsIn(registry)).toEqual(["a"]);
});

test("extensions stand in order, equal ones as they came", () => {
  const registry = createPluginRegistry();
  for (const [id, order] of [
    ["late", 200],
    ["first", undefined],
    ["second", 100],
    ["early", 1],
  ] as const) {
    registry.register(plugin(id, order));
  }
  expect(idsIn(registry)).toEqual(["early", "first", "second", "late"]);
});

test("a copy of a slot or a ref with the same id is the same slot or ref", () => {
  const registry = createPluginRegistry();
  registry.register(plugin("a"));
  expect(componentsFor(registry.snapshot(), createSlot("catalog.systemPage"))).toHaveLength(1);
  registry.register({
    metadata: { pluginId: "b", displayName: "B" },
    apis: [provideApi(createApiRef<() => number>("b.count"), () => 7)],
  });
  expect(findApi(registry.snapshot(), createApiRef<() => number>("b.count"))?.api()).toBe(7);
  expect(findApi(registry.snapshot(), createApiRef("b.other"))).toBeUndefined();
});

test("data goes to data slots only", () => {
  const words = createDataSlot<string>("core.words");
  const registry = createPluginRegistry();
  registry.register({
    metadata: { pluginId: "a", displayName: "A" },
    extensions: [
      createDataExtension({ slot: words, data: "hello" }),
      createExtension({ slot, component: section("a") }),
    ],
  });
  expect(dataFor(registry.snapshot(), words).map(({ item }) => item.data)).toEqual(["hello"]);
});

test("listeners hear each change and the snapshot is the same object between changes", () => {
  const registry = createPluginRegistry();
  let changes = 0;
  const stop = registry.subscribe(() => changes++);
  const before = registry.snapshot();
  expect(registry.snapshot()).toBe(before);
  const undo = registry.register(plugin("a"));
  expect(registry.snapshot()).not.toBe(before);
  undo();
  stop();
  registry.register(plugin("b"));
  expect(changes).toBe(2);
});
