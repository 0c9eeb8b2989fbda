import { expect, setDefaultTimeout, test } from "bun:test";
import { createHook } from "@checkstack/common";
import * as z from "zod";
import { openSocket } from "./http/test-socket.ts";
import { setUpAdministrator } from "./testing/people.ts";
import { pluginOf, workspacePlugins } from "./testing/plugin-source.ts";
import { createHome, runPlatform } from "./testing/run-platform.ts";
import { startTarget } from "./testing/target.ts";
import { until } from "./testing/until.ts";

setDefaultTimeout(60_000);

const entity = z.object({ id: z.string() });
const checkShape = z.object({ id: z.string(), status: z.string(), message: z.string() });
const runsShape = z.object({ items: z.array(z.object({ slot: z.number(), source: z.string(), status: z.string() })) });

const statusChanged = createHook(
  { pluginId: "healthcheck", displayName: "" },
  { id: "checkStatusChanged", payload: z.object({ checkId: z.string(), to: z.string() }), delivery: "once" },
);

test("a target is found healthy, its death is noticed and told, and its checks go with its system", async () => {
  const told: string[] = [];
  const listener = pluginOf("listener", {
    deps: {},
    init() {},
    afterPluginsReady: ({ onHook }) => onHook(statusChanged, ({ checkId, to }) => void told.push(`${checkId} ${to}`)),
  });
  await using home = await createHome();
  await using platform = await runPlatform({ home, plugins: [...(await workspacePlugins()), listener] });
  await using target = await startTarget();
  const admin = await setUpAdministrator(platform);
  const system = entity.parse(await (await admin.send("/api/catalog/systems", { name: "Shop" })).json());
  const created = await admin.send("/api/healthcheck/checks", {
    name: "Front page",
    systemId: system.id,
    strategy: "http",
    config: { url: target.url, timeoutMs: 500 },
    intervalSeconds: 1,
  });
  expect(created.status).toBe(201);
  const { id } = entity.parse(await created.json());
  const check = async () => checkShape.parse(await (await admin.ask(`/api/healthcheck/checks/${id}`)).json());
  const runs = async () =>
    runsShape.parse(await (await admin.ask(`/api/healthcheck/checks/${id}/runs?limit=1000`)).json()).items;

  await until(async () => (await check()).status === "healthy");
  expect((await runs())[0]).toMatchObject({ status: "healthy" });
  await until(() => told.includes(`${id} healthy`));

  const signal = "healthcheck.checkStatus";
  const allowed = await openSocket(`${platform.url}/api/signals/ws`, { ...admin.headers });
  const stranger = await openSocket(`${platform.url}/api/signals/ws`);
  for (const socket of [allowed, stranger]) socket.send({ type: "subscribe", signals: [signal] });
  expect(await allowed.next()).toEqual({ type: "subscribed", signals: [signal] });
  expect(await stranger.next()).toEqual({ type: "refused", signals: [signal], reason: "unauthorized" });

  await target.kill();
  expect(await allowed.next()).toMatchObject({ type: "signal", id: signal, payload: { checkId: id, to: "unhealthy" } });
  expect(await check()).toMatchObject({ status: "unhealthy", message: expect.stringMatching(/refused|connect/i) });
  await until(() => told.includes(`${id} unhealthy`));
  const failures = (await runs()).filter(({ status }) => status === "unhealthy");
  expect(failures.length).toBeGreaterThanOrEqual(2);
  // What the stranger is told next is what it asks next: nothing else came before.
  stranger.send({ type: "subscribe", signals: ["no.such"] });
  expect(await stranger.next()).toEqual({ type: "refused", signals: ["no.such"], reason: "unknown" });

  const slots = (await runs()).map(({ slot, source }) => `${source} ${slot}`);
  expect(new Set(slots).size).toBe(slots.length);

  expect((await admin.ask(`/api/catalog/systems/${system.id}`, { method: "DELETE" })).status).toBe(204);
  await until(async () => (await admin.ask(`/api/healthcheck/checks/${id}`)).status === 404);
  for (const pluginId of Object.keys(platform.states())) expect(platform.lateErrors(pluginId)).toEqual([]);
  for (const socket of [allowed, stranger]) socket.close();
});
