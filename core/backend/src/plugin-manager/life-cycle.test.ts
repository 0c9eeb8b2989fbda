import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { generateKeyPair } from "@checkstack/plugin-package-node";
import * as z from "zod";
import { answering, packedPlugin } from "../installations/testing/packed-plugin.ts";
import { openSocket } from "../http/test-socket.ts";
import { setUpAdministrator, signInUser, type SignedIn } from "../testing/people.ts";
import { workspacePlugins } from "../testing/plugin-source.ts";
import { readJson } from "../testing/read-json.ts";
import { createHome, runPlatform, type Home, type RunningPlatform } from "../testing/run-platform.ts";

// The whole way over HTTP, as a script or a page takes it.
setDefaultTimeout(60_000);

let home: Home;
let platform: RunningPlatform;
let ada: SignedIn;

beforeAll(async () => {
  home = await createHome();
  platform = await runPlatform({ home, plugins: await workspacePlugins() });
  ada = await setUpAdministrator(platform);
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

const API = "/api/pluginmanager";
const json = z.looseObject({});
const eventsSchema = z.object({
  items: z.array(
    z.object({ id: z.string(), step: z.string(), action: z.string(), version: z.string(), actor: z.string() }),
  ),
});
const previewSchema = z.looseObject({
  name: z.string(),
  sha256: z.string(),
  action: z.string(),
  refusals: z.array(z.string()),
  consents: z.array(z.object({ id: z.string(), sentence: z.string() })),
  compatibility: z.array(z.object({ ok: z.boolean(), sentence: z.string() })),
});

const get = async (path: string) => readJson(await ada.ask(`${API}${path}`), json);
async function post(path: string, body: object = {}): Promise<{ status: number; body: z.output<typeof json> }> {
  const answer = await ada.send(`${API}${path}`, body);
  return { status: answer.status, body: await readJson(answer, json) };
}

async function upload(bytes: Uint8Array): Promise<{ type: "tarball"; sha256: string }> {
  const answer = await ada.ask(`${API}/artifacts`, {
    method: "POST",
    headers: { "content-type": "application/gzip" },
    body: new Uint8Array(bytes),
  });
  expect(answer.status).toBe(201);
  const { sha256 } = await readJson(answer, z.object({ sha256: z.string() }));
  return { type: "tarball", sha256 };
}

const preview = async (source: object) => previewSchema.parse((await post("/preview", { source })).body);

test("a package is uploaded, looked at, confirmed, used, upgraded, rolled back, disabled, enabled and removed", async () => {
  const source = await upload(packedPlugin());
  const looked = await preview(source);
  expect(looked).toMatchObject({
    name: "@acme/demo",
    version: "1.0.0",
    action: "install",
    signature: { state: "unsigned" },
    runs: ["isolated"],
    refusals: [],
    consents: [{ id: "unsigned", sentence: expect.stringContaining("Nobody signed this package") }],
    compatibility: [{ ok: true, sentence: "It needs @checkstack/backend-api ^0.1.0; this platform gives 0.1.0." }],
  });

  const unconfirmed = await post("/install", { source, confirm: "demo" });
  expect(unconfirmed).toMatchObject({
    status: 409,
    body: { code: "CONFIRMATION_NEEDED", data: { confirm: "@acme/demo", consents: [{ id: "unsigned" }] } },
  });
  const yes = { confirm: "@acme/demo", consents: ["unsigned"] };
  expect(await post("/install", { ...yes, source, sha256: "0".repeat(64) })).toMatchObject({
    status: 409,
    body: { code: "PACKAGE_CHANGED" },
  });
  const done = await post("/install", { ...yes, source, sha256: looked.sha256 });
  expect(done).toMatchObject({
    status: 200,
    body: { packageName: "@acme/demo", version: "1.0.0", pluginIds: ["demo"] },
  });
  expect(await (await ada.ask("/api/demo/x")).json()).toBe("demo 1.0.0");

  const second = await upload(packedPlugin({ version: "1.1.0" }));
  expect(await preview(second)).toMatchObject({
    action: "upgrade",
    changes: { from: "1.0.0", calls: { added: [], removed: [] } },
  });
  expect((await post("/install", { ...yes, source: second })).body).toMatchObject({
    action: "upgrade",
    version: "1.1.0",
  });
  expect(await (await ada.ask("/api/demo/x")).json()).toBe("demo 1.1.0");
  expect(await get("/plugins/demo")).toMatchObject({
    state: "ready",
    installed: { name: "@acme/demo", version: "1.1.0", runs: "isolated", installedBy: "Ada", source: second },
    versions: [
      { version: "1.1.0", current: true },
      { version: "1.0.0", current: false },
    ],
    reaches: expect.arrayContaining(["It calls no other plugin."]),
    dependents: [],
  });

  expect((await post("/plugins/demo/rollback", { version: "1.0.0" })).body).toMatchObject({
    action: "rollback",
    version: "1.0.0",
  });
  expect(await (await ada.ask("/api/demo/x")).json()).toBe("demo 1.0.0");
  expect((await post("/plugins/demo/rollback", { version: "9.0.0" })).body).toMatchObject({ code: "VERSION_NOT_KEPT" });
  expect((await post("/plugins/demo/disable")).status).toBe(200);
  expect(await get("/plugins/demo")).toMatchObject({ state: "disabled" });
  expect((await post("/plugins/demo/enable")).status).toBe(200);
  expect(await (await ada.ask("/api/demo/x")).json()).toBe("demo 1.0.0");

  expect(await get("/plugins/demo/removal")).toMatchObject({ packageName: "@acme/demo", dependents: [] });
  expect((await post("/plugins/demo/uninstall", { confirm: "demo", keepData: false })).body).toMatchObject({
    code: "CONFIRMATION_NEEDED",
  });
  expect((await post("/plugins/demo/uninstall", { confirm: "@acme/demo", keepData: false })).status).toBe(200);
  expect((await ada.ask(`${API}/plugins/demo`)).status).toBe(404);

  const { items } = await readJson(await ada.ask(`${API}/events?packageName=@acme/demo`), eventsSchema);
  const told = items
    .filter(({ step }) => step === "done")
    .map(({ action, version, actor }) => `${action} ${version} ${actor}`);
  expect(told.toReversed()).toEqual([
    "install 1.0.0 Ada",
    "upgrade 1.1.0 Ada",
    "rollback 1.0.0 Ada",
    "disable 1.0.0 Ada",
    "enable 1.0.0 Ada",
    "uninstall 1.0.0 Ada",
  ]);
  const page = await readJson(
    await ada.ask(`${API}/events?limit=3`),
    z.object({ items: z.array(json), nextCursor: z.string() }),
  );
  const next = await readJson(
    await ada.ask(`${API}/events?limit=3&cursor=${page.nextCursor}`),
    z.object({ items: z.array(json) }),
  );
  expect([...page.items, ...next.items].map(({ id }) => id)).toEqual(items.slice(0, 6).map(({ id }) => id));
});

test("progress is told to those who may manage plugins, under the id that the caller chose", async () => {
  const socket = await openSocket(`${platform.url}/api/signals/ws`, { ...ada.headers });
  socket.send({ type: "subscribe", signals: ["pluginmanager.progress"] });
  expect(await socket.next()).toMatchObject({ type: "subscribed" });
  const operationId = Bun.randomUUIDv7();
  const source = await upload(packedPlugin({ name: "@acme/told", plugins: [{ pluginId: "told" }] }));
  await post("/install", { source, confirm: "@acme/told", consents: ["unsigned"], operationId });
  const steps: string[] = [];
  while (steps.at(-1) !== "done succeeded") {
    const news = z
      .looseObject({ payload: z.looseObject({ step: z.string(), outcome: z.string() }).optional() })
      .parse(await socket.next());
    if (!news.payload) continue; // A ping.
    expect(news.payload).toMatchObject({ operationId });
    steps.push(`${news.payload.step} ${news.payload.outcome}`);
  }
  expect(steps).toEqual(expect.arrayContaining(["fetch succeeded", "check started", "load started", "done succeeded"]));
  socket.close();
});

test("a hostile or foolish package is refused with what is wrong, and nothing of it stays", async () => {
  const refused = await ada.ask(`${API}/artifacts`, {
    method: "POST",
    headers: { "content-type": "application/gzip" },
    body: "#!/bin/sh",
  });
  expect(refused.status).toBe(422);
  expect(await readJson(refused, json)).toMatchObject({
    code: "PACKAGE_REFUSED",
    data: { reasons: ["The file is not gzip; upload the .tgz that plugin-pack made."] },
  });
  const large = await ada.ask(`${API}/artifacts`, {
    method: "POST",
    headers: { "content-type": "application/gzip" },
    body: new Uint8Array(50_000_001),
  });
  expect(large.status).toBe(413);
  expect((await post("/preview", { source: { type: "tarball", sha256: "0".repeat(64) } })).body).toMatchObject({
    code: "NOT_IN_SOURCE",
  });
});

test("what was fetched, refused or not there is in the history with who asked for it", async () => {
  const gone = { type: "tarball", sha256: "0".repeat(64) };
  expect((await post("/install", { source: gone, confirm: "x" })).body).toMatchObject({ code: "NOT_IN_SOURCE" });
  const source = await upload(packedPlugin({ name: "@checkstack/told", plugins: [{ pluginId: "imposter" }] }));
  expect((await post("/install", { source, confirm: "@checkstack/told" })).body).toMatchObject({
    code: "INSTALL_REFUSED",
  });
  const { items } = await readJson(await ada.ask(`${API}/events?limit=3`), z.object({ items: z.array(json) }));
  expect(items).toMatchObject([
    {
      packageName: "@checkstack/told",
      step: "check",
      outcome: "failed",
      actor: "Ada",
      detail: expect.stringContaining("no key of Checkstack"),
    },
    { packageName: "@checkstack/told", step: "fetch", outcome: "succeeded", pluginIds: ["imposter"] },
    {
      packageName: "uploaded file",
      step: "fetch",
      outcome: "failed",
      detail: expect.stringContaining("upload it again"),
    },
  ]);
});

test("a version that does not start leaves the old one serving, and says why", async () => {
  const yes = { confirm: "@acme/told", consents: ["unsigned"] };
  const code = answering("told", "2.0.0", { init: 'throw new Error("no weather today");' });
  const source = await upload(
    packedPlugin({ name: "@acme/told", version: "2.0.0", plugins: [{ pluginId: "told", code }] }),
  );
  const failed = await post("/install", { ...yes, source });
  expect(failed).toMatchObject({ status: 422, body: { code: "OPERATION_FAILED", data: { step: "load" } } });
  expect(failed.body["detail"]).toContain("no weather today");
  expect(await (await ada.ask("/api/told/x")).json()).toBe("told 1.0.0");
});

test("what another plugin needs is neither disabled nor removed, and the answer names it", async () => {
  const parts = [{ pluginId: "needy", calls: ["told"] }];
  const source = await upload(packedPlugin({ name: "@acme/needy", plugins: parts }));
  expect((await post("/install", { source, confirm: "@acme/needy", consents: ["unsigned"] })).status).toBe(200);
  const dependents = [{ pluginId: "needy", why: expect.stringContaining("calls it") }];
  for (const [path, body] of [
    ["disable", {}],
    ["uninstall", { confirm: "@acme/told", keepData: true }],
  ] as const) {
    expect(await post(`/plugins/told/${path}`, body)).toMatchObject({
      status: 409,
      body: { code: "HAS_DEPENDENTS", data: { dependents } },
    });
  }
  expect(await get("/plugins/told")).toMatchObject({ dependents });
  expect((await post("/plugins/needy/uninstall", { confirm: "@acme/needy", keepData: false })).status).toBe(200);
});

describe("policy and trust", () => {
  const key = generateKeyPair();

  test("unsigned packages are refused, asked about or taken, as the policy says", async () => {
    const source = await upload(packedPlugin({ name: "@acme/policy", plugins: [{ pluginId: "policy" }] }));
    const install = () => post("/install", { source, confirm: "@acme/policy" });
    await ada.send(`${API}/policy`, { unsigned: "refuse", unknownKey: "refuse" }, { method: "PUT" });
    expect(await install()).toMatchObject({ status: 409, body: { code: "INSTALL_REFUSED" } });
    await ada.send(`${API}/policy`, { unsigned: "confirm", unknownKey: "confirm" }, { method: "PUT" });
    expect(await install()).toMatchObject({ status: 409, body: { code: "CONFIRMATION_NEEDED" } });
    await ada.send(`${API}/policy`, { unsigned: "allow", unknownKey: "allow" }, { method: "PUT" });
    expect((await install()).status).toBe(200);
    await ada.send(`${API}/policy`, { unsigned: "confirm", unknownKey: "confirm" }, { method: "PUT" });
  });

  test("a key becomes trusted and may be let into the platform's process; what it signed is known by its name", async () => {
    const source = await upload(packedPlugin({ name: "@acme/signed", plugins: [{ pluginId: "signed" }], key }));
    expect(await preview(source)).toMatchObject({
      signature: { state: "unknown", keyId: key.keyId },
      runs: ["isolated"],
      consents: [{ id: "unknown-key" }],
    });
    expect((await post("/publishers", { name: "Acme", publicKey: "nonsense" })).body).toMatchObject({
      code: "KEY_INVALID",
    });
    expect((await post("/publishers", { name: "Acme", publicKey: key.publicKey })).status).toBe(201);
    expect((await post("/publishers", { name: "Acme", publicKey: key.publicKey })).body).toMatchObject({
      code: "KEY_KNOWN",
    });
    expect(await preview(source)).toMatchObject({
      signature: { state: "known", publisher: "Acme" },
      runs: ["isolated"],
      consents: [],
    });
    const inProcess = { source, confirm: "@acme/signed", runs: "in-process" };
    expect((await post("/install", inProcess)).body).toMatchObject({ code: "INSTALL_REFUSED" });

    await ada.send(`${API}/publishers/${key.keyId}`, { inProcess: true }, { method: "PATCH" });
    expect((await post("/install", inProcess)).body).toMatchObject({
      code: "CONFIRMATION_NEEDED",
      data: { consents: [{ id: "in-process" }] },
    });
    expect((await post("/install", { ...inProcess, consents: ["in-process"] })).status).toBe(200);
    expect(await get("/plugins/signed")).toMatchObject({
      installed: { runs: "in-process", signature: { state: "known" } },
    });
    expect((await ada.ask(`${API}/publishers/${key.keyId}`, { method: "DELETE" })).ok).toBe(true);
    expect(await get("/plugins/signed")).toMatchObject({ installed: { signature: { state: "unknown" } } });
  });
});

test("tokens of sources are kept, never told, and not sent to another host because an address was changed", async () => {
  const registry = {
    id: "ours",
    name: "Ours",
    url: "https://npm.acme.example",
    scopes: ["@acme"],
    token: "npm_canary",
  };
  const settings = z.looseObject({ registries: z.array(json) }).parse(await get("/sources"));
  const write = (changed: object) =>
    ada.send(`${API}/sources`, { ...settings, registries: [changed] }, { method: "PUT" });
  expect((await write(registry)).status).toBe(200);
  const shown = await (await ada.ask(`${API}/sources`)).text();
  expect(shown).not.toContain("npm_canary");
  expect(JSON.parse(shown).registries[0].token).toBe("__secret_unchanged__");
  const moved = { ...registry, url: "https://evil.example", token: "__secret_unchanged__" };
  expect(await readJson(await write(moved), json)).toMatchObject({ code: "SOURCES_INVALID" });
  expect((await write({ ...registry, name: "Renamed", token: "__secret_unchanged__" })).status).toBe(200);
  expect((await ada.send(`${API}/sources`, settings, { method: "PUT" })).status).toBe(200);
});

test("whoever may not manage plugins installs, uploads and configures nothing", async () => {
  const user = await signInUser(platform, ada);
  for (const path of ["/install", "/preview", "/artifacts", "/publishers", "/plugins/told/uninstall"]) {
    expect((await user.send(`${API}${path}`, {})).status).toBe(403);
  }
  expect((await user.ask(`${API}/sources`)).status).toBe(403);
});
