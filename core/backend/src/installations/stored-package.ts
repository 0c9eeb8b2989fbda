import { packedPluginSchema } from "@checkstack/common";
import * as z from "zod";

/** A package's own words, as they are kept; what a package may say is judged when it is read. */
export const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string().optional(),
  author: z.string().optional(),
  license: z.string().optional(),
  homepage: z.string().optional(),
  peerDependencies: z.record(z.string(), z.string()).readonly(),
  plugins: z.array(packedPluginSchema).readonly(),
  files: z.record(z.string(), z.string()).readonly(),
});

const signerSchema = z.object({ keyId: z.string(), publicKey: z.string() });

const runsSchema = z.enum(["isolated", "in-process"]);

const versionSchema = z.object({
  version: z.string(),
  sha256: z.string(),
  manifest: manifestSchema,
  source: z.unknown(),
  signer: signerSchema.nullable(),
  runs: runsSchema,
  installedAt: z.coerce.date(),
  /** Why it is not any more what was installed, in a sentence. */
  modified: z.string().nullish(),
});

/** A version of a package, installed now or kept. */
export type StoredVersion = z.infer<typeof versionSchema>;

export const actionSchema = z.enum([
  "install",
  "upgrade",
  "rollback",
  "enable",
  "disable",
  "uninstall",
  "load",
  "verify",
]);

export const ownerSchema = z.object({
  pluginId: z.string(),
  packageName: z.string(),
  publicKey: z.string().nullable(),
});

/** Whose a plugin id is. */
export type PluginOwner = z.infer<typeof ownerSchema>;

/** What comes back when a version that nobody has tried yet does not come up, and whose operation that was. */
const fallbackSchema = z.object({
  /** `null` where the package was not there. */
  version: z.string().nullable(),
  state: z.enum(["enabled", "disabled"]),
  /** Of those of its plugin ids that were somebody's before. */
  owners: z.array(ownerSchema).optional(),
  operation: z.object({ id: z.string(), action: actionSchema, actor: z.string() }),
});

export type Fallback = z.infer<typeof fallbackSchema>;

export const packageSchema = versionSchema.extend({
  name: z.string(),
  size: z.number(),
  state: z.enum(["enabled", "disabled"]),
  grantedCalls: z.array(z.string()),
  installedBy: z.string(),
  /** Another one after each change. */
  generation: z.string(),
  /** Set until an instance that runs its plugins has brought it up. */
  fallback: fallbackSchema.nullable(),
  /** Those that are kept, the current one among them, newest first. */
  versions: z.array(versionSchema),
});

export type StoredPackage = z.infer<typeof packageSchema>;

export const pluginIdsOf = ({ plugins }: z.infer<typeof manifestSchema>): string[] =>
  plugins.map(({ pluginId }) => pluginId);

/** The plugins whose contracts a package asks to call. */
export const callsOf = ({ plugins }: z.infer<typeof manifestSchema>): string[] => [
  ...new Set(plugins.flatMap(({ backend }) => backend?.calls ?? [])),
];

/** The database schemas of the back ends; a package is taken only where their names follow from the plugins' ids. */
export const schemasOf = ({ plugins }: z.infer<typeof manifestSchema>): { pluginId: string; schemaName: string }[] =>
  plugins.flatMap(({ pluginId, backend }) => (backend ? schemaOf(pluginId) : []));

/** The database schema of a plugin's back end. */
export const schemaOf = (pluginId: string) => ({ pluginId, schemaName: `plugin_${pluginId}-backend` });
