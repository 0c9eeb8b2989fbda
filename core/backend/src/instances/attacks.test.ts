import { createHmac } from "node:crypto";
import { connect, createServer, type Socket } from "node:net";
import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { rpc } from "@checkstack/backend-api";
import { exportSPKI, importJWK, SignJWT, UnsecuredJWT, type CryptoKey } from "jose";
import { Client } from "pg";
import * as z from "zod";
import { audienceOf, HEADERS } from "../elsewhere/wire.ts";
import { createTicketWriter, ticketKeySchema } from "../rpc/service-ticket.ts";
import { deriveKey, loadOrCreateSecret } from "../secrets/index.ts";
import { answeringPlugin, openContract, openRouter, pluginOf, sourceOf } from "../testing/plugin-source.ts";
import { createHome, runPlatform, type Home, type RunOptions, type RunningPlatform } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";
import { openRecord, sealRecord, type InstanceRecord } from "./instance-record.ts";
import { INSTANCE_CHANNEL } from "./instance-store.ts";
import { createSelfSigned } from "./self-signed.ts";
import { createServiceKeys } from "./service-keys.ts";

setDefaultTimeout(90_000);

const clock = { now: Date.now, monotonic: () => performance.now() };

let home: Home;
let open: AsyncDisposableStack;
let database: Client;
let key: Uint8Array;
beforeEach(async () => {
  home = await createHome();
  open = new AsyncDisposableStack();
  open.use(home);
  database = new Client({ connectionString: home.databaseUrl });
  await database.connect();
  open.defer(() => database.end());
});
afterEach(() => open.disposeAsync());

async function start(options: Omit<RunOptions, "home">): Promise<RunningPlatform> {
  const platform = open.use(await runPlatform({ home, ...options }));
  key = deriveKey(await loadOrCreateSecret({ dataDir: home.dataDir, env: {} }), "instances");
  return platform;
}

const fruit = () => answeringPlugin("fruit", (name) => `${name}, a fruit`);
const fruitContract = openContract("fruit");
const cook = () => {
  const contract = openContract("cook");
  const plugin = pluginOf(
    "cook",
    {
      deps: { fruit: rpc(fruitContract) },
      init: ({ fruit: client, serve }) =>
        serve(
          contract,
          openRouter(contract, (name) => client.call({ name })),
        ),
    },
    (registry) => registry.registerContract(contract),
  );
  return sourceOf(plugin, { calls: ["fruit"] });
};

interface Row {
  readonly id: string;
  readonly record: string;
  readonly mac: string;
}

const rowSchema = z.array(z.object({ id: z.string(), record: z.string(), mac: z.string() }));

/** The row of the instance that tells the others that it runs these plugins. */
async function rowWith(...plugins: readonly string[]): Promise<Row & { readonly parsed: InstanceRecord }> {
  for (;;) {
    const { rows } = await database.query("select id, record, mac from instances");
    for (const row of rowSchema.parse(rows)) {
      const parsed = openRecord(row, key);
      const running = parsed?.plugins.filter(({ state }) => state === "ready").map(({ pluginId }) => pluginId);
      if (parsed && Bun.deepEquals(running?.toSorted(), plugins.toSorted())) return { ...row, parsed };
    }
    await Bun.sleep(10);
  }
}

const insert = (row: Row) =>
  database.query(
    `insert into instances (id, record, mac) values ($1, $2, $3)
     on conflict (id) do update set record = $2, mac = $3, heartbeat_at = now()`,
    [row.id, row.record, row.mac],
  );

/** A row that says what an instance of the attacker's would like to be believed. */
async function tempting(url: string): Promise<{ record: InstanceRecord; key: { id: string; privateKey: CryptoKey } }> {
  const keys = await createServiceKeys({ clock });
  const id = Bun.randomUUIDv7();
  const name = `${id}.instance.checkstack`;
  const host = (pluginId: string, calls: string[]) => ({
    pluginId,
    displayName: pluginId,
    packageName: `@test/${pluginId}-backend`,
    version: "1.0.0",
    state: "ready" as const,
    serves: true,
    isolated: false,
    calls,
    accessRules: [],
    signals: [],
    sockets: [],
    extensions: [],
  });
  return {
    key: keys.current(),
    record: {
      id,
      name: "evil",
      url,
      certificate: createSelfSigned(name).certificate,
      certificateName: name,
      version: "1.0.0",
      startedAt: new Date().toISOString(),
      state: "running",
      keys: [...keys.published()],
      plugins: [host("bait", []), host("cook", ["fruit"])],
      patterns: [],
      standsIn: false,
    },
  };
}

const statusOf = async (platform: RunningPlatform, path: string) => (await platform.ask(path)).status;

test("rows that nobody with the secret wrote are ignored: neither called nor believed", async () => {
  const warnings: string[] = [];
  const logger = { debug() {}, info() {}, error() {}, warn: (message: string) => void warnings.push(message) };
  const a = await start({ plugins: [cook()], logger });
  await start({ plugins: [fruit()] });
  await until(async () => (await statusOf(a, "/api/cook/apple")) === 200);
  const genuine = await rowWith("fruit");
  let asked = 0;
  using evil = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response(String(asked++)) });
  const { record } = await tempting(`https://127.0.0.1:${evil.port}`);
  const text = JSON.stringify(record);
  const foreign = createHmac("sha256", "another secret").update(text).digest("base64url");
  await insert({ id: record.id, record: text, mac: foreign });
  await insert({ id: Bun.randomUUIDv7(), record: text, mac: genuine.mac });
  await insert({ id: Bun.randomUUIDv7(), record: genuine.record, mac: genuine.mac });
  await insert({ id: Bun.randomUUIDv7(), record: genuine.record, mac: "" });
  await until(() => warnings.filter((line) => line.includes("was not written by an instance")).length === 4);
  expect(await statusOf(a, "/api/bait/apple")).toBe(404);
  expect(await statusOf(a, "/api/cook/apple")).toBe(200);
  // One that is overwritten is written again by its instance.
  await insert({ ...genuine, record: text, mac: foreign });
  await until(async () => (await rowWith("fruit")).mac === genuine.mac);
  expect(await statusOf(a, "/api/fruit/apple")).toBe(200);
  expect(asked).toBe(0);
});

test("a man in the middle with another certificate is refused, and gets to read no request", async () => {
  const read: Buffer[] = [];
  let requests = 0;
  let b: RunningPlatform | undefined;
  const other = createSelfSigned("someone.instance.checkstack");
  using evil = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    tls: { cert: other.certificate, key: other.privateKey },
    fetch: () => new Response(String(requests++)),
  });
  // Between both: it hands connections to whom it likes, and reads what passes.
  const sockets = new Set<Socket>();
  const middle = createServer((socket) => {
    const onward = connect(evil.port ?? 0, "127.0.0.1");
    sockets.add(socket).add(onward);
    socket.on("data", (chunk) => read.push(Buffer.from(chunk)));
    socket.on("error", () => {});
    onward.on("error", () => {});
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => middle.listen(0, "127.0.0.1", resolve));
  open.defer(() => void middle.close());
  open.defer(() => sockets.forEach((socket) => socket.destroy()));
  const address = middle.address();
  const port = typeof address === "object" ? address?.port : 0;
  const a = await start({ plugins: [cook()] });
  b = await start({ plugins: [fruit()], instances: { port: 0, url: `https://127.0.0.1:${port}` } });
  expect(await statusOf(b, "/api/fruit/apple")).toBe(200);
  // Before that it is refused because nobody is known to run it.
  await until(async () => (await statusOf(a, "/api/fruit/apple")) === 503 && read.length > 0);
  expect(await (await a.ask("/api/cook/apple")).json()).toMatchObject({ code: "PLUGIN_UNAVAILABLE" });
  expect(requests).toBe(0);
  expect(Buffer.concat(read).toString("latin1")).not.toContain(HEADERS.token);
});

test("instances do not speak plain HTTP", async () => {
  await start({ plugins: [fruit()] });
  const { url } = (await rowWith("fruit")).parsed;
  await expect(fetch(url.replace("https", "http"))).rejects.toThrow();
  // A record with another kind of address is none.
  const { record } = await tempting(url.replace("https", "http"));
  expect(openRecord(sealRecord(record, key), key)).toBeUndefined();
});

test("of tokens only those are accepted that an instance made, for this use, at this instance, once", async () => {
  const first = await start({ plugins: [fruit()] });
  const member = await tempting("https://127.0.0.1:1");
  await insert(sealRecord(member.record, key));
  const { parsed: target } = await rowWith("fruit");
  await start({ plugins: [answeringPlugin("other", () => "x"), answeringPlugin("fruit", () => "second")] });
  const { parsed: second } = await rowWith("fruit", "other");
  expect(await statusOf(first, "/api/fruit/apple")).toBe(200);

  const now = Math.floor(Date.now() / 1000);
  let number = 0;
  const claims = () => ({
    instance: target.id,
    iss: member.record.id,
    sub: "cook",
    aud: "fruit",
    iat: now,
    exp: now + 60,
    jti: String(number++),
  });
  const sign = (change: object = {}, header: object = {}, privateKey: CryptoKey = member.key.privateKey) =>
    new SignJWT({ ...claims(), ...change })
      .setProtectedHeader({ alg: "EdDSA", kid: member.key.id, ...header })
      .sign(privateKey);
  const apple = JSON.stringify({ json: { name: "apple" } });
  const call = async (token: string, at: InstanceRecord = target, path = "/call/fruit/call", body = apple) =>
    fetch(`${at.url}${path}`, {
      method: "POST",
      headers: { [HEADERS.token]: token, "content-type": "application/json" },
      body,
      tls: { ca: at.certificate, serverName: at.certificateName },
    });
  const statusOfCall = async (...options: Parameters<typeof call>) => (await call(...options)).status;

  const good = await sign();
  const answer = await call(good);
  expect([answer.status, await answer.json()]).toEqual([200, { json: "apple, a fruit" }]);
  expect(await statusOfCall(good)).toBe(401);
  expect(await statusOfCall(await sign(), second)).toBe(401);
  const atSecond = await sign({ instance: second.id });
  expect(await statusOfCall(atSecond, second)).toBe(200);
  expect(await statusOfCall(atSecond, second)).toBe(401);

  const stranger = await createServiceKeys({ clock });
  const own = stranger.published()[0]?.publicKey;
  const published = member.record.keys[0]?.publicKey;
  const publicKey = await importJWK({ kty: "OKP", crv: "Ed25519", x: published }, "EdDSA", { extractable: true });
  if (publicKey instanceof Uint8Array) throw new Error("not a public key");
  const refused = {
    "no token": "",
    "no signature": new UnsecuredJWT(claims()).encode(),
    "the public key as a secret": await new SignJWT(claims())
      .setProtectedHeader({ alg: "HS256", kid: member.key.id })
      .sign(new TextEncoder().encode(await exportSPKI(publicKey))),
    "a stranger's key": await sign({}, {}, stranger.current().privateKey),
    "a key that it brings along": await sign(
      {},
      { jwk: { kty: "OKP", crv: "Ed25519", x: own }, jku: "https://evil.example/keys", x5u: "https://evil.example" },
      stranger.current().privateKey,
    ),
    "a key id that is a path": await sign({}, { kid: "../../../dev/null" }),
    "a key id that is SQL": await sign({}, { kid: "' or 1=1 --" }),
    "an unknown instance": await sign({ iss: Bun.randomUUIDv7() }),
    "another plugin's": await sign({ aud: "other" }),
    "another use": await sign({ aud: audienceOf.forward("fruit") }),
    "expired by a second": await sign({ iat: now - 61, exp: now - 1 }),
    "an hour long": await sign({ exp: now + 3600 }),
    "without a number": await sign({ jti: "" }),
    "with another kind of id": await sign({ jti: crypto.randomUUID() }),
    changed: good.replace(
      /\..*\./,
      `.${Buffer.from(JSON.stringify({ ...claims(), sub: "x" })).toString("base64url")}.`,
    ),
  };
  for (const [what, token] of Object.entries(refused)) expect([what, await statusOfCall(token)]).toEqual([what, 401]);

  const forbidden = {
    "a plugin that does not run there": await sign({ sub: "nobody" }),
    "a plugin that may not call this one": await sign({ sub: "bait" }),
    "the platform, which calls no plugin but auth": await sign({ sub: "@platform" }),
  };
  for (const [what, token] of Object.entries(forbidden)) expect([what, await statusOfCall(token)]).toEqual([what, 403]);
  const signals = await sign({ aud: audienceOf.signals() });
  expect(await statusOfCall(signals, target, "/signals")).toBe(403);
  const foreignPoint = await sign({ aud: audienceOf.extension("fruit.sorts") });
  expect(await statusOfCall(foreignPoint, target, "/extension/fruit.sorts/x/peel")).toBe(403);
  // With one token it has a key for tickets, which stand for tokens: good once, there, and for what they say.
  const asked = await call(await sign({ aud: audienceOf.tickets(), sub: "@platform" }), target, "/tickets");
  const write = createTicketWriter(ticketKeySchema.parse(await asked.json()));
  const ticket = write({ caller: "cook", audience: "fruit" });
  expect([await statusOfCall(ticket), await statusOfCall(ticket)]).toEqual([200, 401]);
  expect(await statusOfCall(write({ caller: "cook", audience: "fruit" }), second)).toBe(401);
  expect(await statusOfCall(write({ caller: "cook", audience: "other" }))).toBe(401);
  expect(await statusOfCall(write({ caller: "bait", audience: "fruit" }))).toBe(403);
  const ofPlugin = await sign({ aud: audienceOf.tickets() });
  expect(await statusOfCall(ofPlugin, target, "/tickets")).toBe(403);
  const ofTicket = write({ caller: "@platform", audience: audienceOf.tickets() });
  expect(await statusOfCall(ofTicket, target, "/tickets")).toBe(401);
  // Signals come in batches that can be taken in.
  const emission = { id: "bait.news", payload: 1, at: new Date().toISOString() };
  const emitted = async (count: number, payload: unknown = 1) => {
    const bySignals = write({ caller: "@platform", audience: audienceOf.signals() });
    const batch = Array.from({ length: count }, () => ({ ...emission, payload }));
    return statusOfCall(bySignals, target, "/signals", JSON.stringify(batch));
  };
  expect([await emitted(1000), await emitted(1001), await emitted(1, "x".repeat(1024 * 1024))]).toEqual([
    204, 400, 413,
  ]);
  // Who is not among the instances any more has no use of a key.
  const late = write({ caller: "cook", audience: "fruit" });
  await database.query("delete from instances where id = $1", [member.record.id]);
  await database.query("select pg_notify($1, '')", [INSTANCE_CHANNEL]);
  await until(async () => (await statusOfCall(write({ caller: "cook", audience: "fruit" }))) === 401);
  expect(await statusOfCall(late)).toBe(401);
  await insert(sealRecord(member.record, key));
  // A token of an instance is nothing at the public port.
  const bearer = { authorization: `Bearer ${await sign()}`, [HEADERS.token]: await sign() };
  const asPerson = await first.ask("/api/auth/rpc/authenticate", { method: "POST", headers: bearer });
  expect(asPerson.status).toBe(404);
});

test("keys change under load without a failed call", async () => {
  const a = await start({ plugins: [cook()], rotateKeysEveryMs: 60 });
  await start({ plugins: [fruit()] });
  await until(async () => (await statusOf(a, "/api/cook/apple")) === 200);
  const keysOf = async () => (await rowWith("cook")).parsed.keys.map(({ id }) => id);
  const before = await keysOf();
  const failures: string[] = [];
  let running = true;
  const load = Array.from({ length: 4 }, async () => {
    while (running) {
      const answer = await a.ask("/api/cook/apple");
      const text = await answer.text();
      if (!answer.ok) failures.push(text);
    }
  });
  await until(async () => (await keysOf()).length > before.length + 15);
  running = false;
  await Promise.all(load);
  expect(failures).toEqual([]);
});
