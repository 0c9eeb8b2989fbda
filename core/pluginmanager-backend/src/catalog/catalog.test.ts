import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test";
import { createHash } from "node:crypto";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Clock } from "@checkstack/backend-api";
import { createEgress } from "@checkstack/egress-node";
import { catalogIndexSchema, generateKeyPair, signBytes, type SigningKey } from "@checkstack/plugin-package-node";
import { sourceSettingsSchema } from "@checkstack/pluginmanager-common";
import { startTestGitHub, startTestRegistry } from "@checkstack/test-utils-backend";
import { failureOf } from "../testing/failure.ts";
import { packed } from "../testing/packed.ts";
import { createCatalogImages } from "./catalog-images.ts";
import { createCatalogInstaller } from "./catalog-installer.ts";
import { createCatalogReader, type ReadCatalog } from "./catalog-reader.ts";
import { createCatalogs } from "./catalogs.ts";
import { OWN_CATALOG } from "./own-catalog.ts";
import { categoriesOf, searchCatalogs } from "./search-catalogs.ts";

setDefaultTimeout(60_000);

const key = generateKeyPair();
const egress = createEgress({ allowPrivate: true });
const context = { onProgress: () => {} };
const hostVersions = { "@checkstack/backend-api": "0.1.0" };
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const closing = new AsyncDisposableStack();
const open: { stop(force: boolean): unknown }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.stop(true);
});

const entry = (versions: object[], change: object = {}) => ({
  package: "@acme/weather",
  displayName: "Weather",
  description: "Tells the weather beside your systems",
  categories: ["Integrations"],
  publisher: { name: "Acme" },
  pluginIds: ["weather"],
  versions,
  ...change,
});
const index = (entries: object[]) => ({ format: 1, name: "Acme", entries });

interface Served {
  readonly url: string;
  readonly files: Map<string, Uint8Array>;
  requests: number;
}

/** A server with an index that `by` signed, and what else is put into `files`. */
function serveCatalog(content: object, by: SigningKey = key): Served {
  const bytes = Buffer.from(JSON.stringify(content));
  const files = new Map<string, Uint8Array>([
    ["/catalog/index.json", bytes],
    ["/catalog/index.json.sig", Buffer.from(JSON.stringify(signBytes(bytes, by)))],
  ]);
  const served = { files, requests: 0, url: "" };
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request) {
      served.requests++;
      const file = files.get(new URL(request.url).pathname);
      return file ? new Response(new Uint8Array(file)) : new Response(null, { status: 404 });
    },
  });
  open.push(server);
  served.url = `http://127.0.0.1:${server.port}/catalog/index.json`;
  return served;
}

function setUp(
  url: string,
  { publicKey = key.publicKey, now = () => 0 }: { publicKey?: string; now?: () => number } = {},
) {
  const settings = sourceSettingsSchema.parse({ catalogs: [{ id: "acme", name: "Acme", url, publicKey }] });
  const clock: Clock = { now, monotonic: now };
  const catalogs = createCatalogs({ settings, reader: createCatalogReader({ clock }), egress, own: OWN_CATALOG });
  const installer = createCatalogInstaller({ settings, catalogs, egress, hostVersions: async () => hostVersions });
  return { catalogs, installer };
}

const weather = (version?: string) =>
  ({ type: "catalog", package: "@acme/weather", ...(version !== undefined && { version }) }) as const;

describe("a catalog", () => {
  test("resolves to npm, to a release, to a file beside it, and takes only the file that it names", async () => {
    await using registry = startTestRegistry();
    await using gitHub = startTestGitHub();
    const [one, two, three] = ["1.0.0", "2.0.0", "3.0.0"].map((version) => packed({ version }));
    if (!one || !two || !three) throw new Error("three packages");
    await registry.publish(one);
    gitHub.release({ repository: "acme/weather", tag: "v2", files: { "w.tgz": two } });
    const served = serveCatalog(
      index([
        entry([
          {
            version: "1.0.0",
            sha256: sha256(one),
            source: { type: "npm", package: "@acme/weather", registry: registry.url },
          },
          {
            version: "2.0.0",
            sha256: sha256(two),
            source: { type: "github", repository: "acme/weather", tag: "v2", asset: "w.tgz", apiUrl: gitHub.apiUrl },
          },
          {
            version: "3.0.0",
            sha256: sha256(three),
            source: { type: "file", path: "files/w-3.tgz" },
            peerDependencies: { "@checkstack/backend-api": "^2.0.0" },
          },
          {
            version: "0.9.0",
            sha256: sha256(three),
            source: { type: "npm", package: "@acme/weather", registry: registry.url },
          },
          {
            version: "1.0.1",
            sha256: sha256(two),
            source: { type: "npm", package: "@acme/weather", registry: registry.url },
          },
        ]),
      ]),
    );
    served.files.set("/catalog/files/w-3.tgz", three);
    const { installer } = setUp(served.url);
    for (const [version, bytes] of Object.entries({ "1.0.0": one, "2.0.0": two, "3.0.0": three })) {
      const fetched = await installer.fetch(weather(version), context);
      expect(fetched.source).toEqual({ ...weather(version), catalog: "acme" });
      expect(fetched.expected).toEqual({ name: "@acme/weather", version, publicKey: undefined });
      expect(Buffer.from(fetched.bytes)).toEqual(Buffer.from(bytes));
    }
    // The newest that fits this platform: 3.0.0 is for another.
    expect((await installer.fetch(weather(), context)).source).toMatchObject({ version: "2.0.0" });
    expect(await failureOf(installer.fetch(weather("1.0.1"), context))).toContain('no version "1.0.1"');
    served.files.set("/catalog/files/w-3.tgz", one);
    expect(await failureOf(installer.fetch(weather("3.0.0"), context))).toBe(
      "SOURCE_FAILED: The file of @acme/weather 3.0.0 is refused: it is not the one that the catalog names.",
    );
    expect(await failureOf(installer.fetch(weather("7.0.0"), context))).toBe(
      "NOT_IN_SOURCE: The catalog has no version 7.0.0 of @acme/weather; it has 3.0.0, 2.0.0, 1.0.1, 1.0.0, 0.9.0.",
    );
  });

  test("is read from the server's disk too, with its files", async () => {
    const dir = await mkdtemp(join(tmpdir(), "checkstack-catalog-"));
    closing.defer(() => rm(dir, { recursive: true }));
    const file = packed();
    const bytes = Buffer.from(
      JSON.stringify(
        index([entry([{ version: "1.0.0", sha256: sha256(file), source: { type: "file", path: "w.tgz" } }])]),
      ),
    );
    await writeFile(join(dir, "index.json"), bytes);
    await writeFile(join(dir, "index.json.sig"), JSON.stringify(signBytes(bytes, key)));
    await writeFile(join(dir, "w.tgz"), file);
    const { installer } = setUp(pathToFileURL(join(dir, "index.json")).href);
    expect(Buffer.from((await installer.fetch(weather(), context)).bytes)).toEqual(Buffer.from(file));
    await closing.disposeAsync();
  });

  test("that came over the network reads no file of the server", async () => {
    const passwords = await Bun.file("/etc/hostname").bytes();
    const source = { type: "file", path: "file:///etc/hostname" };
    const served = serveCatalog(index([entry([{ version: "1.0.0", sha256: sha256(passwords), source }])]));
    expect(await failureOf(setUp(served.url).installer.fetch(weather(), context))).toContain(
      "file: addresses are not fetched",
    );
  });

  test("is not used when it is unsigned, changed, signed by another key or of another form, and others go on", async () => {
    const content = index([entry([])]);
    const unsigned = serveCatalog(content);
    unsigned.files.delete("/catalog/index.json.sig");
    const changed = serveCatalog(content);
    changed.files.set("/catalog/index.json", Buffer.from(JSON.stringify(index([]))));
    const cases = {
      "answers with status 404": unsigned,
      "its signature is not valid: the bytes are not those that were signed": changed,
      "it is signed by another key than the one that is trusted for it": serveCatalog(content, generateKeyPair()),
      "is not used: format": serveCatalog({ ...content, format: 9 }),
    };
    for (const [sentence, served] of Object.entries(cases)) {
      const { catalogs, problems } = await setUp(served.url).catalogs.readAll();
      expect(problems).toEqual([{ catalog: "acme", sentence: expect.stringContaining(sentence) }]);
      expect(catalogs.map(({ id }) => id)).toEqual(["checkstack"]);
    }
  });

  test("of our own is signed by the first trusted publisher, and refused when a byte of it is another", async () => {
    const own = await setUp(serveCatalog(index([])).url).catalogs.read("checkstack");
    expect(own.index.entries.map(({ package: name }) => name)).toContain("@checkstack/healthcheck-http-backend");

    const dir = await mkdtemp(join(tmpdir(), "checkstack-catalog-"));
    await using cleaning = new AsyncDisposableStack();
    cleaning.defer(() => rm(dir, { recursive: true }));
    const [file, signature] = ["index.json", "index.json.sig"].map((name) => join(dir, name));
    if (!file || !signature) throw new Error("two files");
    const bytes = await Bun.file(fileURLToPath(OWN_CATALOG.url)).bytes();
    await copyFile(fileURLToPath(`${OWN_CATALOG.url}.sig`), signature);
    const reading = async (change: (copy: Uint8Array) => void) => {
      const copy = bytes.slice();
      change(copy);
      await writeFile(file, copy);
      const place = { ...OWN_CATALOG, url: pathToFileURL(file).href };
      return createCatalogReader({ clock: { now: () => 0, monotonic: () => 0 } }).read(place, egress);
    };
    expect((await reading(() => {})).index).toEqual(own.index);
    const turned = reading((copy) => void (copy[100] = (copy[100] ?? 0) ^ 1));
    expect(await failureOf(turned)).toBe(
      'SOURCE_FAILED: The catalog "Checkstack" is not used: its signature is not valid: the bytes are not those that were signed.',
    );
  });

  test("is read again after five minutes, and sooner after it could not be read", async () => {
    let now = 0;
    const served = serveCatalog(index([entry([])]));
    const { catalogs } = setUp(served.url, { now: () => now });
    await catalogs.readAll();
    await catalogs.readAll();
    expect(served.requests).toBe(2);
    now = 6 * 60_000;
    const signature = served.files.get("/catalog/index.json.sig") ?? new Uint8Array();
    served.files.delete("/catalog/index.json.sig");
    expect((await catalogs.readAll()).problems).toHaveLength(1);
    served.files.set("/catalog/index.json.sig", signature);
    expect((await catalogs.readAll()).problems).toHaveLength(1);
    now += 20_000;
    expect((await catalogs.readAll()).problems).toEqual([]);
  });

  test("shows pictures that are pictures, by their hash, and nothing else", async () => {
    const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(100)]);
    const svg = Buffer.from("<svg onload='evil()'/>");
    const shots = [
      { path: "shot.png", alt: "The page", sha256: sha256(png) },
      { path: "shot.svg", alt: "Evil", sha256: sha256(svg) },
      { path: "other.png", alt: "Another", sha256: sha256(Buffer.from("x")) },
    ];
    const served = serveCatalog(index([entry([], { screenshots: shots })]));
    served.files.set("/catalog/shot.png", png).set("/catalog/shot.svg", svg).set("/catalog/other.png", png);
    const { catalogs } = setUp(served.url);
    const images = createCatalogImages();
    const found = await Promise.all(
      [...shots.map((shot) => shot.sha256), "0".repeat(64)].map((hash) => images.find(hash, catalogs)),
    );
    expect(found.map((file) => file?.type)).toEqual(["image/png", undefined, undefined, undefined]);
  });
});

describe("a search", () => {
  const catalog = (id: string, entries: object[]): ReadCatalog => ({
    id,
    index: catalogIndexSchema.parse(index(entries)),
    file: async () => new Uint8Array(),
  });
  const catalogs = [
    catalog("acme", [
      entry([
        {
          version: "1.9.0",
          sha256: "0".repeat(64),
          source: { type: "file", path: "a" },
          peerDependencies: { "@checkstack/backend-api": "^0.1.0" },
        },
        {
          version: "1.10.0",
          sha256: "0".repeat(64),
          source: { type: "file", path: "a" },
          peerDependencies: { "@checkstack/backend-api": "^9.0.0" },
        },
      ]),
      entry([], {
        package: "@acme/mail",
        displayName: "Mail",
        pluginIds: ["mail"],
        description: "Mails the weather",
        categories: ["Notifications", "Integrations"],
      }),
    ]),
    catalog("own", [
      entry([], {
        package: "@checkstack/healthcheck-http-backend",
        displayName: "HTTP checks",
        description: "Watches sites",
        categories: ["Health checks"],
        pluginIds: ["healthcheck-http"],
        builtIn: true,
      }),
    ]),
  ];
  const reports = [
    {
      metadata: { pluginId: "healthcheck-http", displayName: "HTTP" },
      packageName: "@checkstack/healthcheck-http-backend",
      version: "0.1.0",
      status: { state: "registered" as const },
      lateErrors: [],
    },
  ];
  const facts = { catalogs, installed: [], reports, hostVersions };
  const names = (query: Parameters<typeof searchCatalogs>[1]) =>
    searchCatalogs(facts, query).map(({ displayName }) => displayName);

  test("finds by names before it finds by descriptions, within a category and a catalog", () => {
    expect(names({})).toEqual(["HTTP checks", "Mail", "Weather"]);
    expect(names({ search: "weather" })).toEqual(["Weather", "Mail"]);
    expect(names({ search: "MAIL weather" })).toEqual(["Mail"]);
    expect(names({ search: "nothing" })).toEqual([]);
    expect(names({ category: "Integrations" })).toEqual(["Mail", "Weather"]);
    expect(names({ catalog: "own" })).toEqual(["HTTP checks"]);
    expect(categoriesOf(catalogs)).toEqual([
      { name: "Health checks", entries: 1 },
      { name: "Integrations", entries: 2 },
      { name: "Notifications", entries: 1 },
    ]);
  });

  test("says which versions fit, why others do not, and what is installed", () => {
    const [http, , weatherEntry] = searchCatalogs(facts, {});
    expect(http).toMatchObject({ builtIn: true, installed: "0.1.0", versions: [] });
    expect(weatherEntry?.versions).toEqual([
      { version: "1.10.0", compatible: false, reason: expect.stringContaining("@checkstack/backend-api ^9.0.0") },
      { version: "1.9.0", compatible: true },
    ]);
    expect(weatherEntry?.installed).toBeUndefined();
  });
});
