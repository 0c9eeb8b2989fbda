import { packPackage, type SigningKey } from "@checkstack/plugin-package-node";
import { answeringSource } from "../../testing/plugin-folders.ts";

export interface PackedPluginOptions {
  readonly name?: string;
  readonly version?: string;
  readonly plugins?: readonly PackedPart[];
  readonly key?: SigningKey;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  /** Other files of the package. */
  readonly files?: Readonly<Record<string, string>>;
}

/** One plugin of a package. */
export interface PackedPart {
  readonly pluginId: string;
  /** The code of its back end; without, it answers `GET /api/<pluginId>/<name>` with `<pluginId> <version>`. */
  readonly code?: string;
  /** SQL of its migrations, by their names. */
  readonly migrations?: Readonly<Record<string, string>>;
  readonly calls?: readonly string[];
  readonly extensions?: readonly string[];
  /** A front end with this code, beside the back end or alone. */
  readonly frontend?: string;
  readonly backend?: "none";
}

/** The bytes of a package as authors pack it; of plugin `demo` in version 1.0.0, unless it is said otherwise. */
export function packedPlugin(options: PackedPluginOptions = {}): Uint8Array {
  const { name = "@acme/demo", version = "1.0.0", plugins = [{ pluginId: "demo" }], key } = options;
  const files = new Map(Object.entries(options.files ?? {}));
  for (const part of plugins) {
    const { pluginId, migrations = {} } = part;
    if (part.backend !== "none") files.set(`${pluginId}-backend/index.js`, part.code ?? answering(pluginId, version));
    if (part.frontend !== undefined) files.set(`${pluginId}-frontend/index.js`, part.frontend);
    for (const [folder, sql] of Object.entries(migrations)) {
      files.set(`${pluginId}-backend/drizzle/${folder}/migration.sql`, sql);
    }
  }
  const text = new TextEncoder();
  const packageJson = {
    name,
    version,
    type: "module",
    license: "MIT",
    peerDependencies: options.peerDependencies ?? { "@checkstack/backend-api": "^0.1.0" },
    checkstack: { type: "packed", format: 1, plugins: plugins.map(describe) },
  };
  const bytes = new Map([...files].map(([path, content]) => [path, text.encode(content)]));
  return packPackage({ files: bytes, packageJson, key }).bytes;
}

/** A back end that answers with its version. */
export const answering = (
  pluginId: string,
  version: string,
  extra: { head?: string; init?: string; deps?: string } = {},
) => answeringSource(pluginId, { body: `return "${pluginId} ${version}";`, ...extra });

const describe = ({ pluginId, migrations, calls = [], extensions = [], frontend, backend }: PackedPart) => ({
  pluginId,
  displayName: pluginId,
  ...(backend !== "none" && {
    backend: {
      name: `@acme/${pluginId}-backend`,
      entry: `${pluginId}-backend/index.js`,
      calls,
      ...(migrations && { migrations: `${pluginId}-backend/drizzle` }),
    },
  }),
  ...(frontend !== undefined && {
    frontend: { name: `@acme/${pluginId}-frontend`, entry: `${pluginId}-frontend/index.js` },
  }),
  adds: { accessRules: [], procedures: [], signals: [], extensions },
});
