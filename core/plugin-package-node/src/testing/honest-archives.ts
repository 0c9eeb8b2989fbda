import { mkdir, mkdtemp } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { readPackage } from "../read-package.ts";
import { generateKeyPair } from "../signature/keys.ts";
import { packPackage, type PackOptions } from "../writing/pack-package.ts";
import type { NamedArchive } from "./hostile-archives.ts";
import { weatherFiles, weatherManifest, weatherPackage, weatherPlugin } from "./weather-package.ts";

/** Archives that must be taken: of many shapes, and packed by the programs that people have. */
export async function honestArchives(dir: string): Promise<NamedArchive[]> {
  const own = Object.entries(shapes()).map(([name, options]) => ({ name, bytes: packPackage(options).bytes }));
  const { bytes } = packPackage(weatherPackage());
  const levels = Array.from({ length: 10 }, (_, level) => ({
    name: `gzip ${level}`,
    bytes: gzipSync(gunzipSync(bytes), { level }),
  }));
  return [...own, ...levels, ...(await byPrograms(await mkdtemp(join(dir, "honest-"))))];
}

function shapes(): Record<string, PackOptions> {
  const shape = (
    change: { plugin?: object; fields?: object; files?: Record<string, string | Uint8Array> } = {},
  ): PackOptions => ({
    files: new Map([
      ...weatherFiles(),
      ...Object.entries(change.files ?? {}).map(([path, content]) => [path, Buffer.from(content)] as const),
    ]),
    packageJson: {
      ...weatherManifest(),
      ...change.fields,
      checkstack: { type: "packed", format: 1, plugins: [{ ...weatherPlugin(), ...change.plugin }] },
    },
  });
  const renamed = (pluginId: string, scope = "@acme/"): PackOptions =>
    shape({
      plugin: {
        pluginId,
        backend: { ...weatherPlugin().backend, name: `${scope}${pluginId}-backend` },
        frontend: { ...weatherPlugin().frontend, name: `${scope}${pluginId}-frontend` },
      },
    });
  const versions = ["0.0.1", "1.0.0-rc.1", "1.0.0+build.5", "10.20.30-alpha.1+x", "2026.1.1"];
  const ids = ["a", "a1", "weather-station", "x-y-z", "a".repeat(40), "http2", "queue-redis", "healthcheck-smtp"];
  const names = ["weather", "@acme/weather.js", "@a/b", "a-b_c", "@acme-corp/weather"];
  return {
    plain: shape(),
    signed: { ...shape(), key: generateKeyPair() },
    "back end alone": shape({ plugin: { frontend: undefined } }),
    "front end alone": shape({ plugin: { backend: undefined } }),
    "no calls": shape({ plugin: { backend: { ...weatherPlugin().backend, calls: undefined } } }),
    "no migrations": shape({ plugin: { backend: { ...weatherPlugin().backend, migrations: undefined } } }),
    "no stylesheet": shape({ plugin: { frontend: { ...weatherPlugin().frontend, stylesheet: undefined } } }),
    "nothing added": shape({ plugin: { adds: { accessRules: [], procedures: [], signals: [], extensions: [] } } }),
    "an empty file": shape({ files: { "weather-backend/empty.js": "" } }),
    "a block exactly": shape({ files: { "weather-backend/block.bin": Buffer.alloc(512, 7) } }),
    "a file of 10 MB": shape({ files: { "weather-backend/data.bin": noise(10_000_000) } }),
    "a file of 45 MB": shape({ files: { "weather-backend/data.bin": noise(45_000_000) } }),
    "text that packs well": shape({ files: { "weather-backend/text.txt": "The weather is fine. ".repeat(90_000) } }),
    "4,000 files": shape({
      files: Object.fromEntries(
        Array.from({ length: 4000 }, (_, index) => [`icons/${index}.svg`, `<svg id="${index}"/>`]),
      ),
    }),
    "a long path": shape({ files: { [`weather-frontend/${"folder/".repeat(12)}${"x".repeat(80)}.js`]: "1" } }),
    "an archive inside": shape({ files: { "weather-backend/data.tgz": gzipSync("data") } }),
    "an image and a font": shape({ files: { "weather-frontend/a-Bc_1.woff2": noise(5000), "shot.webp": noise(3000) } }),
    "unicode in texts": shape({
      fields: { description: "Wetter \u2600 \u5929\u6c17" },
      plugin: { displayName: "Wetter \u2600" },
    }),
    "an author as npm writes it": shape({ fields: { author: { name: "Acme", email: "a@acme.example" } } }),
    "scripts of its own": shape({ fields: { scripts: { test: "bun test", build: "bun build" } } }),
    "development dependencies": shape({
      fields: { devDependencies: { typescript: "^7.0.0", bun: ">=1.4.0 <2 || 3.x" } },
    }),
    "fields of npm": shape({
      fields: { keywords: ["a"], repository: "github:acme/weather", publishConfig: { access: "public" }, files: ["."] },
    }),
    "no peer dependencies": shape({ fields: { peerDependencies: undefined } }),
    bundle: {
      files: weatherFiles(),
      packageJson: {
        ...weatherManifest(),
        checkstack: {
          type: "packed",
          format: 1,
          plugins: [
            weatherPlugin(),
            {
              ...weatherPlugin(),
              pluginId: "storm",
              backend: undefined,
              frontend: { name: "storm-frontend", entry: "weather-frontend/index.js" },
            },
          ],
        },
      },
    },
    ...Object.fromEntries(versions.map((version) => [`version ${version}`, shape({ fields: { version } })])),
    ...Object.fromEntries(ids.map((id) => [`id ${id}`, renamed(id)])),
    "without a scope": renamed("weather", ""),
    ...Object.fromEntries(names.map((name) => [`name ${name}`, shape({ fields: { name } })])),
  };
}

/** Does not pack at all, and is the same at every run. */
function noise(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = 0x2545f491;
  for (let at = 0; at < size; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = state;
  }
  return bytes;
}

/** The same package as Bun, npm and tar write it, in the formats that they have. */
async function byPrograms(dir: string): Promise<NamedArchive[]> {
  const { files } = await readPackage(packPackage(weatherPackage()).bytes);
  for (const [path, content] of files) {
    await mkdir(dirname(join(dir, "package", path)), { recursive: true });
    await Bun.write(join(dir, "package", path), content);
  }
  const run = async (name: string, cwd: string, command: readonly string[], out: string): Promise<NamedArchive> => {
    const child = Bun.spawn([...command], { cwd, stdout: "pipe", stderr: "pipe" });
    if ((await child.exited) !== 0) throw new Error(`${command.join(" ")} failed: ${await child.stderr.text()}`);
    return { name, bytes: await Bun.file(out).bytes() };
  };
  const tars = ["ustar", "gnu", "posix", "v7"].map((format) => {
    const out = join(dir, `${format}.tgz`);
    return run(`tar ${format}`, dir, ["tar", `--format=${format}`, "-czf", out, "package"], out);
  });
  const home = join(dir, "package");
  return Promise.all([
    ...tars,
    run(
      "bun pm pack",
      home,
      [process.execPath, "pm", "pack", "--filename", join(dir, "bun.tgz"), "--ignore-scripts"],
      join(dir, "bun.tgz"),
    ),
    run(
      "npm pack",
      home,
      ["npm", "pack", "--pack-destination", dir, "--ignore-scripts"],
      join(dir, "acme-weather-1.2.0.tgz"),
    ),
  ]);
}
