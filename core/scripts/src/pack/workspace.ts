import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";

/** The workspace that a package lies in: where its siblings are, and which versions its catalogs name. */
export interface Workspace {
  readonly root: string;
  /** Folders of the packages, by name. */
  readonly packages: ReadonlyMap<string, string>;
  /** `catalogs.get("")` is the one without a name. */
  readonly catalogs: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

const versions = z.record(z.string(), z.string());
const catalogFields = { catalog: versions.optional(), catalogs: z.record(z.string(), versions).optional() };

const rootSchema = z.object({
  workspaces: z.union([
    z.array(z.string()).transform((packages) => ({ packages })),
    z.object({ packages: z.array(z.string()), ...catalogFields }),
  ]),
  ...catalogFields,
});

/** Finds the workspace of `folder`; a package that belongs to none is a workspace of its own. */
export function findWorkspace(folder: string): Workspace {
  for (let at = folder; ; at = dirname(at)) {
    const parsed = rootSchema.safeParse(readJson(join(at, "package.json")));
    if (parsed.success) return readWorkspace(at, parsed.data);
    if (dirname(at) === at) return { root: folder, packages: namesOf([folder]), catalogs: new Map() };
  }
}

function readWorkspace(root: string, { workspaces, ...outer }: z.output<typeof rootSchema>): Workspace {
  const inner = z.object(catalogFields).parse(workspaces);
  const folders = workspaces.packages
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .map((at) => join(root, at));
  return {
    root,
    packages: namesOf([root, ...folders]),
    catalogs: new Map([
      ["", { ...outer.catalog, ...inner.catalog }],
      ...Object.entries({ ...outer.catalogs, ...inner.catalogs }),
    ]),
  };
}

const namesOf = (folders: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    folders.flatMap((folder) => {
      const { data } = z.object({ name: z.string() }).safeParse(readJson(join(folder, "package.json")));
      return data ? [[data.name, folder] as const] : [];
    }),
  );

/** The JSON in a file; `undefined` when there is no such file. Throws when it is no JSON. */
export function readJson(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Error(`${file} is no JSON; mend it`, { cause });
  }
}
