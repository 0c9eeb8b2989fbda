import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { generateKeyPair, signBytes } from "@checkstack/plugin-package-node";
import { startTestRegistry, type TestRegistry } from "@checkstack/test-utils-backend";
import * as z from "zod";
import { packedPlugin } from "../installations/testing/packed-plugin.ts";
import { setUpAdministrator, type SignedIn } from "../testing/people.ts";
import { workspacePlugins } from "../testing/plugin-source.ts";
import { readJson } from "../testing/read-json.ts";
import { createHome, runPlatform, type Home, type RunningPlatform } from "../testing/run-platform.ts";

setDefaultTimeout(60_000);

const TOKEN = "npm_canary";
const API = "/api/pluginmanager";
const json = z.looseObject({});

let home: Home;
let platform: RunningPlatform;
let ada: SignedIn;
let registry: TestRegistry;

beforeAll(async () => {
  home = await createHome();
  platform = await runPlatform({ home, plugins: await workspacePlugins() });
  ada = await setUpAdministrator(platform);
  registry = startTestRegistry({ token: TOKEN });
});
afterAll(async () => {
  await registry[Symbol.asyncDispose]();
  await platform[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

async function post(path: string, body: object) {
  const answer = await ada.send(`${API}${path}`, body);
  return { status: answer.status, body: await readJson(answer, json) };
}

async function configure(change: object): Promise<void> {
  const current = await readJson(await ada.ask(`${API}/sources`), json);
  const answer = await ada.send(`${API}/sources`, { ...current, ...change }, { method: "PUT" });
  expect(answer.status).toBe(200);
}

test("a package that was published to a private registry is installed by a range and upgraded by its tag", async () => {
  await registry.publish(packedPlugin());
  await configure({ registries: [{ id: "ours", name: "Ours", url: registry.url, scopes: ["@acme"], token: TOKEN }] });
  const yes = { confirm: "@acme/demo", consents: ["unsigned"] };
  const source = { type: "npm", package: "@acme/demo", version: "^1.0.0" };
  expect((await post("/install", { ...yes, source })).body).toMatchObject({ action: "install", version: "1.0.0" });
  expect(await (await ada.ask("/api/demo/x")).json()).toBe("demo 1.0.0");

  await registry.publish(packedPlugin({ version: "1.2.0" }));
  const asked = registry.requests.length;
  const looked = await post("/preview", { source });
  expect(looked.body).toMatchObject({ action: "upgrade", source: { ...source, version: "1.2.0" } });
  const fetched = registry.requests.length;
  expect(fetched).toBeGreaterThan(asked);
  const upgrade = { ...yes, source: looked.body["source"], sha256: looked.body["sha256"] };
  expect((await post("/install", upgrade)).body).toMatchObject({ action: "upgrade", version: "1.2.0" });
  // What was looked at is what is installed: nothing was fetched a second time.
  expect(registry.requests.length).toBe(fetched);
  const plugin = await readJson(await ada.ask(`${API}/plugins/demo`), json);
  expect(plugin).toMatchObject({ installed: { source: { ...source, version: "1.2.0" } } });
  expect(JSON.stringify([plugin, looked])).not.toContain(TOKEN);
});

test("a package of a signed catalog is found, shown and installed, and refused when its publisher did not sign it", async () => {
  const [publisher, curator] = [generateKeyPair(), generateKeyPair()];
  const plugins = [{ pluginId: "listed" }];
  const files = {
    "1.0.0": packedPlugin({ name: "@acme/listed", plugins, key: publisher }),
    "1.1.0": packedPlugin({ name: "@acme/listed", version: "1.1.0", plugins, key: generateKeyPair() }),
  };
  const versions = Object.entries(files).map(([version, bytes]) => ({
    version,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    source: { type: "file", path: `${version}.tgz` },
  }));
  for (const [version, bytes] of Object.entries(files)) await writeFile(join(home.dataDir, `${version}.tgz`), bytes);
  const entry = {
    package: "@acme/listed",
    displayName: "Listed",
    description: "Is listed",
    categories: ["Tests"],
    pluginIds: ["listed"],
  };
  const picture = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(100)]);
  await writeFile(join(home.dataDir, "shot.png"), picture);
  const screenshots = [
    { path: "shot.png", alt: "The page", sha256: createHash("sha256").update(picture).digest("hex") },
  ];
  const index = Buffer.from(
    JSON.stringify({
      format: 1,
      name: "Acme",
      entries: [{ ...entry, publisher: { name: "Acme", publicKey: publisher.publicKey }, screenshots, versions }],
    }),
  );
  const file = join(home.dataDir, "index.json");
  await writeFile(file, index);
  await writeFile(`${file}.sig`, JSON.stringify(signBytes(index, curator)));
  await configure({
    catalogs: [{ id: "acme", name: "Acme", url: pathToFileURL(file).href, publicKey: curator.publicKey }],
  });

  const found = await readJson(await ada.ask(`${API}/catalog?search=listed`), json);
  expect(found).toMatchObject({
    items: [
      {
        catalog: "acme",
        package: "@acme/listed",
        publisher: { keyId: publisher.keyId },
        versions: [{ version: "1.1.0", compatible: true }, { version: "1.0.0" }],
      },
    ],
    categories: expect.arrayContaining([{ name: "Tests", entries: 1 }]),
    problems: [],
  });
  const shot = await ada.ask(`${API}/catalog/images/${screenshots[0]?.sha256}`);
  expect(shot.headers.get("content-type")).toBe("image/png");
  expect(Buffer.from(await shot.bytes())).toEqual(picture);
  const source = { type: "catalog", package: "@acme/listed", version: "1.0.0" };
  expect((await post("/install", { source, confirm: "@acme/listed", consents: ["unknown-key"] })).status).toBe(200);
  expect(await (await ada.ask("/api/listed/x")).json()).toBe("listed 1.0.0");
  expect(await readJson(await ada.ask(`${API}/catalog?search=listed`), json)).toMatchObject({
    items: [{ installed: "1.0.0" }],
  });

  const forged = await post("/install", {
    source: { ...source, version: "1.1.0" },
    confirm: "@acme/listed",
    consents: ["unknown-key", "other-publisher"],
  });
  expect(forged).toMatchObject({
    status: 409,
    body: {
      code: "INSTALL_REFUSED",
      data: { reasons: ["The key that the catalog names for this publisher did not sign the package."] },
    },
  });
  expect(await (await ada.ask("/api/listed/x")).json()).toBe("listed 1.0.0");
});

test("our own catalog names what is part of the platform, and there is nothing to install of it", async () => {
  const found = await readJson(await ada.ask(`${API}/catalog?catalog=checkstack&search=http`), json);
  expect(found).toMatchObject({
    items: [{ package: "@checkstack/healthcheck-http-backend", builtIn: true, installed: expect.any(String) }],
  });
  const source = { type: "catalog", package: "@checkstack/healthcheck-http-backend" };
  expect((await post("/preview", { source })).body).toMatchObject({ code: "NOT_IN_SOURCE" });
});
