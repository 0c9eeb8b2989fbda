import { packPackage } from "../writing/pack-package.ts";
import { rawTgz } from "./raw-tar.ts";
import type { NamedArchive } from "./hostile-archives.ts";
import { weatherFiles, weatherManifest, weatherPlugin } from "./weather-package.ts";

/** Packages whose package.json must be refused; everything else in them is sound. */
export function* hostileManifests(): Generator<NamedArchive> {
  for (const pluginId of IDS) {
    const halves = { backend: { ...weatherPlugin().backend, name: `@acme/${pluginId}-backend` }, frontend: undefined };
    yield withPlugin(`id ${JSON.stringify(pluginId.slice(0, 80))}`, { pluginId, ...halves });
  }
  for (const name of BACKEND_NAMES)
    yield withPlugin(`back end ${name}`, { backend: { ...weatherPlugin().backend, name } });
  for (const entry of PATHS) yield withPlugin(`entry ${entry}`, { backend: { ...weatherPlugin().backend, entry } });
  for (const migrations of PATHS)
    yield withPlugin(`migrations ${migrations}`, { backend: { ...weatherPlugin().backend, migrations } });
  for (const name of NAMES) yield withFields(`name ${name.slice(0, 80)}`, { name });
  for (const version of VERSIONS) yield withFields(`version ${version.slice(0, 80)}`, { version });
  for (const range of RANGES) {
    yield withFields(`dependency ${range}`, { dependencies: { a: range } });
    yield withFields(`optional dependency ${range}`, { optionalDependencies: { a: range } });
    yield withFields(`peer dependency ${range}`, { peerDependencies: { zod: range } });
    yield withFields(`development dependency ${range}`, { devDependencies: { a: range } });
  }
  for (const script of SCRIPTS)
    yield withFields(`script ${script}`, { scripts: { [script]: "touch canary-$$; touch ../canary" } });
  yield withFields("trusted dependencies", { trustedDependencies: ["evil"] });
  yield withFields("bundled dependencies", { bundledDependencies: ["evil"] });
  yield withFields("bundle dependencies", { bundleDependencies: true });
  for (const name of ["zod", "react", "@checkstack/backend-api", "drizzle-orm"]) {
    yield withFields(`own ${name}`, { dependencies: { [name]: "^1.0.0" } });
  }
  for (const checkstack of FIELDS) yield withFields(`checkstack ${JSON.stringify(checkstack)}`, { checkstack });
  for (const [index, text] of TEXTS.entries()) {
    yield {
      name: `package.json ${index}: ${text.slice(0, 40)}`,
      bytes: rawTgz([{ name: "package/package.json", content: text }]),
    };
  }
}

const packed = (name: string, packageJson: ReturnType<typeof weatherManifest>): NamedArchive => ({
  name,
  bytes: packPackage({ files: weatherFiles(), packageJson }).bytes,
});

const withFields = (name: string, fields: object): NamedArchive => packed(name, { ...weatherManifest(), ...fields });

const withPlugin = (name: string, fields: object): NamedArchive =>
  packed(name, {
    ...weatherManifest(),
    checkstack: { type: "packed", format: 1, plugins: [{ ...weatherPlugin(), ...fields }] },
  });

const IDS = [
  "",
  "Weather",
  "weather_station",
  "weather.station",
  "weather/station",
  "../weather",
  "..",
  "-weather",
  "weather-",
  "weather--x",
  "1weather",
  "weather ",
  " weather",
  "weather\n",
  "weather\0",
  "wetter\u00e4",
  "\u0077eather\u200b",
  "weather;drop schema public cascade",
  'weather"; drop schema public; --',
  "weather' or '1'='1",
  "$(touch canary)",
  "`touch canary`",
  "weather&touch canary",
  "weather|sh",
  "__proto__",
  "constructor",
  "toString",
  "ws",
  "docs",
  "health",
  "signals",
  "core",
  "rpc",
  "platform",
  "public",
  "internal",
  "pg_catalog",
  "a".repeat(41),
  "a".repeat(64),
  `${"a".repeat(63)}-one`,
  `${"a".repeat(63)}-two`,
];

const BACKEND_NAMES = [
  "@acme/catalog-backend",
  "@acme/weather",
  "@acme/weather-backend-2",
  "@acme/other/weather-backend",
  "../weather-backend",
  "@ACME/weather-backend",
  "@acme/Weather-backend",
  "@acme/weather-frontend",
  `@acme/${"a".repeat(63)}-backend`,
  'weather-backend"; drop schema public; --',
];

const PATHS = [
  "../index.js",
  "/etc/passwd",
  "weather-backend/../../index.js",
  "weather-backend\\index.js",
  "file:///etc/passwd",
  "https://evil.example/index.js",
  "data:text/javascript,evil",
  "node:child_process",
  "",
  "weather-backend/missing.js",
];

const NAMES = [
  "",
  "..",
  "../evil",
  "@acme/../evil",
  "Acme",
  "@/a",
  "a b",
  "a;touch canary",
  "a\0b",
  ".hidden",
  "node_modules/a",
  "a".repeat(215),
];
const VERSIONS = [
  "",
  "1",
  "1.2",
  "latest",
  "01.2.3",
  "1.2.3/../..",
  "1.2.3 && touch canary",
  "v1.2.3",
  "^1.2.3",
  "1.2.3-",
  `1.2.${"9".repeat(30)}`,
  `1.2.3-${"a".repeat(200)}`,
];
const RANGES = [
  "workspace:*",
  "workspace:^1.0.0",
  "file:../evil",
  "link:../evil",
  "git+ssh://git@evil.example/a.git",
  "git+https://evil.example/a.git",
  "git://evil.example/a.git",
  "https://evil.example/a.tgz",
  "github:evil/a",
  "evil/a",
  "npm:evil@1.0.0",
  "catalog:",
  "latest",
];
const SCRIPTS = ["preinstall", "install", "postinstall", "prepare", "preprepare", "postprepare", "dependencies"];
const FIELDS = [
  {},
  { type: "packed" },
  { type: "packed", format: 2, plugins: [weatherPlugin()] },
  { type: "packed", format: 1, plugins: [] },
  { type: "packed", format: 1, plugins: [weatherPlugin(), weatherPlugin()] },
  { type: "packed", format: 1, plugins: [{ ...weatherPlugin(), backend: undefined, frontend: undefined }] },
  { type: "backend", pluginId: "weather" },
  { type: "bundle", bundle: ["@acme/weather-backend"] },
];
const TEXTS = [
  "",
  "null",
  "[]",
  "{",
  '"text"',
  "{ name: 'a' }",
  "\ufeff\ufeff{}",
  "\xff\xfe{}",
  "[".repeat(100_000),
  '{"a":'.repeat(100_000),
  `{"checkstack":${"[".repeat(50_000)}${"]".repeat(50_000)}}`,
  `{"name":"${"a".repeat(2_100_000)}"}`,
  '{"__proto__":{"checkstack":{"type":"packed"}}}',
  '{"checkstack":{"__proto__":{"type":"packed","format":1}}}',
];
