import { expect, test } from "bun:test";
import { createEndpointTable } from "./endpoint-table.ts";
import { PluginUnreachable, type PluginEndpoint } from "./plugin-endpoint.ts";
import { tryEach } from "./try-each.ts";

const endpoint = (place: string, pluginId = "demo"): PluginEndpoint => ({
  pluginId,
  place,
  call: async () => place,
  forward: async () => new Response(place),
  socket: () => undefined,
});

const places = (endpoints: readonly PluginEndpoint[]) => endpoints.map(({ place }) => place);
const { signal } = new AbortController();

test("a child process comes before other instances, and a newer one before an older one", () => {
  const table = createEndpointTable({ builtIn: ["waiting"] });
  table.connect({
    endpoints: () => [endpoint("instance")],
    isKnown: (pluginId) => pluginId === "demo",
    pluginIds: () => [],
  });
  expect(places(table.endpoints("demo"))).toEqual(["instance"]);
  const old = table.addChild(endpoint("old child"));
  using _next = table.addChild(endpoint("new child"));
  table.addChild(endpoint("child of another", "other"));
  expect(places(table.endpoints("demo"))).toEqual(["new child", "old child", "instance"]);
  old[Symbol.dispose]();
  expect(places(table.endpoints("demo"))).toEqual(["new child", "instance"]);
  expect(["demo", "other", "waiting", "nobody"].map(table.isKnown)).toEqual([true, true, true, false]);
});

test("what was not delivered goes to the next endpoint; what was perhaps, only if doing it twice is harmless", async () => {
  const failing = (delivered: "no" | "perhaps") => async (target: PluginEndpoint) => {
    if (target.place === "a") throw new PluginUnreachable(target, { delivered });
    return target.place;
  };
  const attempts = { pluginId: "demo", endpoints: [endpoint("a"), endpoint("b")], signal };
  expect(await tryEach({ ...attempts, isIdempotent: false }, failing("no"))).toBe("b");
  expect(await tryEach({ ...attempts, isIdempotent: true }, failing("perhaps"))).toBe("b");
  await expect(tryEach({ ...attempts, isIdempotent: false }, failing("perhaps"))).rejects.toMatchObject({
    code: "PLUGIN_UNAVAILABLE",
    message: 'Plugin "demo" in a was lost while it answered.',
  });
});

test("what was lost twice is asked no third one: perhaps it ends whoever gets it", async () => {
  const asked: string[] = [];
  const endpoints = ["a", "b", "c"].map((place) => endpoint(place));
  const deadly = tryEach({ pluginId: "demo", endpoints, isIdempotent: true, signal }, async (target) => {
    asked.push(target.place);
    throw new PluginUnreachable(target, { delivered: "perhaps" });
  });
  await expect(deadly).rejects.toMatchObject({ code: "PLUGIN_UNAVAILABLE", delivered: "repeatedly" });
  expect(asked).toEqual(["a", "b"]);
});

test("an error is an answer: nobody else is asked", async () => {
  const asked: string[] = [];
  const attempts = { pluginId: "demo", endpoints: [endpoint("a"), endpoint("b")], isIdempotent: true, signal };
  const failure = tryEach(attempts, async ({ place }) => {
    asked.push(place);
    throw new Error("no such thing");
  });
  await expect(failure).rejects.toThrow("no such thing");
  expect(asked).toEqual(["a"]);
});

test("without any endpoint the plugin is named", async () => {
  const none = tryEach({ pluginId: "demo", endpoints: [], isIdempotent: true, signal }, async () => 1);
  await expect(none).rejects.toMatchObject({ code: "PLUGIN_UNAVAILABLE", status: 503, data: { pluginId: "demo" } });
});
