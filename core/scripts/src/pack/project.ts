import { join } from "node:path";
import * as z from "zod";
import { Refusal } from "./refusal.ts";
import { findWorkspace, readJson, type Workspace } from "./workspace.ts";

/** What `plugin-pack` was asked to pack: one half of a plugin, or a bundle of halves. */
export interface Project {
  readonly folder: string;
  readonly workspace: Workspace;
  readonly manifest: ProjectManifest;
  /** In the order in which they are named. */
  readonly halves: readonly Half[];
}

/** The back end or the front end of a plugin. */
export interface Half {
  readonly kind: "backend" | "frontend";
  readonly name: string;
  readonly folder: string;
  readonly pluginId: string;
  /** Absolute path of what `exports["."]` names. */
  readonly entry: string;
  /** Plugins whose contracts it calls. */
  readonly calls: readonly string[];
  /** Everything that it says it needs, with the range as written. */
  readonly needs: Readonly<Record<string, string>>;
}

const projectSchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string().optional(),
  author: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]).optional(),
  license: z.string().optional(),
  homepage: z.string().optional(),
  checkstack: z.discriminatedUnion("type", [
    z.object({ type: z.literal("backend") }),
    z.object({ type: z.literal("frontend") }),
    z.object({ type: z.literal("bundle"), bundle: z.array(z.string()).min(1, "names no package") }),
  ]),
});
export type ProjectManifest = z.output<typeof projectSchema>;

const ranges = z.record(z.string(), z.string()).default({});

const halfSchema = z.object({
  name: z.string(),
  exports: z.object({ ".": z.string() }, 'must name the entry: { ".": "./src/index.ts" }'),
  dependencies: ranges,
  peerDependencies: ranges,
  checkstack: z.object({
    type: z.enum(["backend", "frontend"], "must be backend or frontend"),
    pluginId: z.string(),
    calls: z.array(z.string()).default([]),
  }),
});

/** Reads the package in `folder`, and with a bundle the packages that it names. Throws a `Refusal`. */
export function readProject(folder: string): Project {
  const manifest = parseManifest(projectSchema, folder, whatIsMissing);
  const workspace = findWorkspace(folder);
  if (manifest.checkstack.type !== "bundle") return { folder, workspace, manifest, halves: [readHalf(folder)] };
  const halves = manifest.checkstack.bundle.map((name) => {
    const at = workspace.packages.get(name);
    if (at !== undefined) return readHalf(at);
    const known = [...workspace.packages.keys()].join(", ");
    throw new Refusal([
      `"checkstack.bundle" names ${name}, which no package of the workspace is called; there are ${known}`,
    ]);
  });
  return { folder, workspace, manifest, halves };
}

function readHalf(folder: string): Half {
  const { name, exports, checkstack, dependencies, peerDependencies } = parseManifest(halfSchema, folder);
  return {
    kind: checkstack.type,
    name,
    folder,
    pluginId: checkstack.pluginId,
    entry: join(folder, exports["."]),
    calls: checkstack.calls,
    needs: { ...dependencies, ...peerDependencies },
  };
}

function parseManifest<Schema extends z.ZodType>(
  schema: Schema,
  folder: string,
  explain: (json: object) => string | undefined = () => undefined,
): z.output<Schema> {
  const file = join(folder, "package.json");
  const json = readJson(file);
  if (typeof json !== "object" || json === null) {
    throw new Refusal([`there is no package.json in ${folder}; run plugin-pack in the folder of a plugin or a bundle`]);
  }
  const explained = explain(json);
  if (explained !== undefined) throw new Refusal([`${file}: ${explained}`]);
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Refusal(parsed.error.issues.map(({ path, message }) => `${file}: "${path.join(".")}" ${message}`));
}

const typeSchema = z.object({ checkstack: z.object({ type: z.string() }) });

/** The two mistakes that a schema would tell in its own words. */
function whatIsMissing(json: object): string | undefined {
  const type = typeSchema.safeParse(json).data?.checkstack.type;
  if (type === undefined)
    return '"checkstack.type" is missing; it says what the package is: backend, frontend or bundle';
  if (["backend", "frontend", "bundle"].includes(type)) return undefined;
  return `a package of type "${type}" is not packed by itself; run plugin-pack in the back end, front end or bundle that uses it`;
}
