import { implementContract, type ExtensionChange } from "@checkstack/backend-api";
import { createContractPoint, procedure, type ContractPoint } from "@checkstack/common";
import { beforeEach, expect, test } from "bun:test";
import * as z from "zod";
import { PluginUnreachable } from "../elsewhere/plugin-endpoint.ts";
import { createExtensionRegistry, type ContributionElsewhere, type ExtensionRegistry } from "./extension-registry.ts";
import { PluginScope } from "./plugin-scope.ts";

const point = createContractPoint(
  { pluginId: "checks", displayName: "Checks" },
  {
    id: "strategies",
    metadata: z.object({ id: z.string(), displayName: z.string() }),
    router: { run: procedure.output(z.string()) },
  },
);
const os = implementContract({ pluginId: "checks", router: point.router });
const answering = (text: string) => os.router({ run: os.run.handler(() => text) });
const http = { id: "http", displayName: "HTTP" };

let errors: string[];
let registry: ExtensionRegistry;
let owner: PluginScope;
beforeEach(() => {
  errors = [];
  registry = createExtensionRegistry({
    onError: (pluginId, error) => void errors.push(`${pluginId}: ${String(error)}`),
  });
  owner = new PluginScope("checks");
});

const elsewhere = (answer: string, more: Partial<ContributionElsewhere> = {}): ContributionElsewhere => ({
  pluginId: "http",
  metadata: http,
  distance: "instance",
  call: async () => answer,
  ...more,
});

function watch(): string[] {
  const changes: string[] = [];
  const onChange = ({ type, extension }: ExtensionChange<ContractPoint>) =>
    void changes.push(`${type} ${extension.metadata.id}`);
  registry.viewFor(owner, point).onChange(onChange);
  return changes;
}

const call = async (id: string): Promise<unknown> => {
  const extension = registry.viewFor(owner, point).get(id);
  const run: unknown = extension && Reflect.get(extension.client, "run");
  return typeof run === "function" ? run(undefined) : "nothing";
};

test("a contribution from elsewhere comes and goes, and its owner hears of both", async () => {
  const changes = watch();
  const contribution = registry.addElsewhere(point.id, elsewhere("far"));
  expect(await call("http")).toBe("far");
  contribution[Symbol.dispose]();
  expect(registry.viewFor(owner, point).list()).toEqual([]);
  expect(changes).toEqual(["added http", "removed http"]);
});

test("what came before its owner is checked once the owner says what it looks like", async () => {
  registry.addElsewhere(point.id, elsewhere("far"));
  registry.addElsewhere(point.id, elsewhere("odd", { pluginId: "odd", metadata: { id: "odd" } }));
  const list = registry.viewFor(owner, point).list();
  expect(list.map(({ metadata }) => metadata.id)).toEqual(["http"]);
  expect(errors).toEqual(['odd: Error: "odd" does not fit "checks.strategies"']);
});

test("several that offer the same are one: the nearest is called, and it stays until the last has gone", async () => {
  const changes = watch();
  const far = registry.addElsewhere(point.id, elsewhere("far"));
  const child = registry.addElsewhere(point.id, elsewhere("child", { distance: "child" }));
  const here = new PluginScope("http");
  registry.contribute(here, point, { metadata: http, implementation: answering("here") });
  expect(await call("http")).toBe("here");
  await here[Symbol.asyncDispose]();
  expect(await call("http")).toBe("child");
  child[Symbol.dispose]();
  expect(await call("http")).toBe("far");
  far[Symbol.dispose]();
  expect(changes).toEqual(["added http", "removed http"]);
});

test("a call that did not arrive goes to the next, one that may have arrived does not", async () => {
  const lost = (delivered: "no" | "perhaps") => async () => {
    throw new PluginUnreachable({ pluginId: "http", place: "a child" }, { delivered });
  };
  const first = registry.addElsewhere(point.id, elsewhere("", { distance: "child", call: lost("no") }));
  registry.addElsewhere(point.id, elsewhere("far"));
  expect(await call("http")).toBe("far");
  first[Symbol.dispose]();
  registry.addElsewhere(point.id, elsewhere("", { distance: "child", call: lost("perhaps") }));
  await expect(call("http")).rejects.toMatchObject({ code: "PLUGIN_UNAVAILABLE" });
});

test("another plugin cannot take an id that is in use", () => {
  registry.addElsewhere(point.id, elsewhere("far"));
  const intruder = new PluginScope("intruder");
  const take = () => registry.contribute(intruder, point, { metadata: http, implementation: answering("mine") });
  expect(take).toThrow('"http" is already contributed to "checks.strategies" by plugin "http"');
});

test("what this process and its children contribute can be told to others, and found for them", async () => {
  let told = 0;
  registry.onChange(() => void told++);
  registry.contribute(new PluginScope("http"), point, { metadata: http, implementation: answering("here") });
  registry.addElsewhere(point.id, elsewhere("far", { metadata: { id: "dns", displayName: "DNS" }, pluginId: "dns" }));
  expect(registry.contributed()).toEqual([{ pointId: point.id, pluginId: "http", metadata: http }]);
  expect(told).toBe(1);
  expect(await registry.find(point.id, "http")?.call(["run"], undefined, {})).toBe("here");
  expect(registry.find(point.id, "dns")).toBeUndefined();
});

test("what a process elsewhere answers must be what the point says", async () => {
  registry.addElsewhere(point.id, elsewhere("far", { call: async () => ({ not: "a text" }) }));
  await expect(call("http")).rejects.toThrow('"run" of "checks.strategies" answered what it must not');
});
