import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { discoverPlugins } from "../kernel/discovery.ts";
import type { PluginSource } from "../kernel/plugin-source.ts";

/** Packages on disk, as an author writes them; they find what this package depends on. */
export interface PluginFolders extends AsyncDisposable {
  /** Writes a back-end plugin whose id is `pluginId`; `index` is its `src/index.ts`, `files` go beside it. */
  writePlugin(pluginId: string, index: string, options?: PluginOptions): Promise<void>;
  /** Writes `@checkstack/<name>`, for plugins that name it among their dependencies. */
  writeShared(name: string, files: Files, options?: { dependencies?: string[] }): Promise<void>;
  /** Changes one file: `demo-backend/src/index.ts`. */
  write(file: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
  discover(): Promise<PluginSource[]>;
  /** Where the packages are. */
  readonly packages: string;
}

interface PluginOptions {
  readonly files?: Files;
  readonly dependencies?: string[];
  /** Plugins that it may call. */
  readonly calls?: string[];
}

type Files = Readonly<Record<string, string>>;

export async function createPluginFolders(): Promise<PluginFolders> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "checkstack-plugins-")));
  const packages = join(root, "packages");
  await symlink(join(import.meta.dir, "../../node_modules"), join(root, "node_modules"));

  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(join(packages, file)), { recursive: true });
    await writeFile(join(packages, file), text);
  };

  /** `dependencies` are other packages of this folder, installed as a package manager does: by a link. */
  async function writePackage(folder: string, manifest: object, files: Files, dependencies: string[]): Promise<void> {
    const names = dependencies.map((name) => `@checkstack/${name}`);
    for (const [path, text] of Object.entries(files)) await write(`${folder}/src/${path}`, text);
    for (const [index, name] of names.entries()) {
      const link = join(packages, folder, "node_modules", name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(join(packages, dependencies[index] ?? ""), link);
    }
    const common = { version: "1.0.0", type: "module", exports: { ".": "./src/index.ts" } };
    const needs = Object.fromEntries(names.map((name) => [name, "workspace:*"]));
    await write(`${folder}/package.json`, JSON.stringify({ ...common, dependencies: needs, ...manifest }));
  }

  return {
    packages,
    write,
    writePlugin: (pluginId, index, { files = {}, dependencies = [], calls = [] } = {}) =>
      writePackage(
        `${pluginId}-backend`,
        { name: `@test/${pluginId}-backend`, checkstack: { type: "backend", pluginId, calls } },
        { "index.ts": index, ...files },
        dependencies,
      ),
    writeShared: (name, files, { dependencies = [] } = {}) =>
      writePackage(name, { name: `@checkstack/${name}` }, files, dependencies),
    remove: (name) => rm(join(packages, name), { recursive: true }),
    discover: () => discoverPlugins([packages]),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/**
 * The source of a plugin that answers `GET /api/<pluginId>/<name>`. `body` is TypeScript that may use `name`, what `deps`
 * names, and what stands in `head`.
 */
export const answeringSource = (
  pluginId: string,
  { body, head = "", deps = "", init = "" }: { body: string; head?: string; deps?: string; init?: string },
): string => `
import { core, createBackendPlugin, createServiceRef, implementContract, optional, rpc } from "@checkstack/backend-api";
import { createContract, procedure } from "@checkstack/common";
import * as z from "zod";
${head}
const metadata = { pluginId: "${pluginId}", displayName: "${pluginId}" };
const contract = createContract(metadata, {
  call: procedure.meta({ access: "public" }).route({ method: "GET", path: "/{name}" })
    .input(z.object({ name: z.string() })).output(z.unknown()),
});
export default createBackendPlugin({
  metadata,
  register(registry) {
    registry.registerContract(contract);
    registry.registerInit({
      deps: { ${deps} },
      init({ serve, scope, ...given }) {
        ${init}
        const os = implementContract(contract);
        serve(contract, os.router({ call: os.call.handler(async ({ input: { name } }) => { ${body} }) }));
      },
    });
  },
});
`;
