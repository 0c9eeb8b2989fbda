import { pluginAdditionsSchema } from "@checkstack/common";
import * as z from "zod";
import { runsSchema, signatureSchema } from "./signature.ts";
import { pluginSourceSchema } from "./source.ts";

/** The package that brought a plugin at run time. Plugins of one package come, change and leave together. */
export const installedPackageSchema = z.object({
  /** `@acme/weather` */
  name: z.string(),
  version: z.string(),
  sha256: z.string(),
  /** Bytes of the packed file. */
  size: z.number().int(),
  source: pluginSourceSchema,
  signature: signatureSchema,
  runs: runsSchema,
  /** Every plugin of the package. */
  pluginIds: z.array(z.string()),
  installedAt: z.date(),
  /** The name of who installed it. */
  installedBy: z.string(),
});
export type InstalledPackage = z.infer<typeof installedPackageSchema>;

/** One plugin and how it is. `reason` is one sentence; `stack` is for its author. */
export const pluginSchema = z.object({
  id: z.string(),
  displayName: z.string(),
  description: z.string().optional(),
  packageName: z.string(),
  version: z.string(),
  /**
   * `disabled` is installed, and kept from starting. `modified`: stored bytes of it are not any more what was installed; what
   * runs of it goes on, as the reason says.
   */
  state: z.enum(["registered", "ready", "blocked", "failed", "disabled", "modified"]),
  phase: z.string().optional(),
  reason: z.string().optional(),
  stack: z.string().optional(),
  importMs: z.number().optional(),
  initMs: z.number().optional(),
  /** Errors after the start, newest last. */
  lateErrors: z.array(z.object({ at: z.date(), message: z.string() })),
  accessRules: z.array(z.object({ id: z.string(), description: z.string() })),
  /** Absent for what is part of the platform. */
  installed: installedPackageSchema.optional(),
});
export type Plugin = z.infer<typeof pluginSchema>;

/** A version of the package that is kept, newest first; at most three. */
export const keptVersionSchema = z.object({
  version: z.string(),
  sha256: z.string(),
  installedAt: z.date(),
  /** The one that is installed now. */
  current: z.boolean(),
  /** Why nobody can go back to it: its bytes are not any more what was installed. One sentence. */
  modified: z.string().optional(),
});
export type KeptVersion = z.infer<typeof keptVersionSchema>;

/** Another plugin that needs this one. `why` is one sentence. */
export const dependentSchema = z.object({ pluginId: z.string(), displayName: z.string(), why: z.string() });
export type Dependent = z.infer<typeof dependentSchema>;

const hiddenOrNot = z.enum(["hidden", "visible"]);

/** How a plugin runs in the instance that answered. */
export const placeSchema = z.discriminatedUnion("place", [
  z.object({ place: z.literal("in-process") }),
  z.object({
    place: z.literal("own-process"),
    /** Above this it is ended and started again. */
    maxMemoryBytes: z.number(),
    /** Absent while it does not run. */
    process: z
      .object({
        memoryBytes: z.number().optional(),
        /** What is kept from it; it depends on the machine. */
        sandbox: z.object({ files: hiddenOrNot, processes: hiddenOrNot, user: z.enum(["own", "shared"]) }),
      })
      .optional(),
  }),
]);
export type Place = z.infer<typeof placeSchema>;

export const pluginDetailSchema = pluginSchema.extend({
  /** Author, licence and home page as the package names them. */
  author: z.string().optional(),
  license: z.string().optional(),
  homepage: z.string().optional(),
  adds: pluginAdditionsSchema.optional(),
  /** Absent where it does not run in the instance that answered. */
  place: placeSchema.optional(),
  /** What it can reach, one plain sentence each. */
  reaches: z.array(z.string()),
  versions: z.array(keptVersionSchema),
  dependents: z.array(dependentSchema),
});
export type PluginDetail = z.infer<typeof pluginDetailSchema>;

/** What an uninstall would take along. */
export const removalSchema = z.object({
  packageName: z.string(),
  plugins: z.array(z.object({ id: z.string(), displayName: z.string() })),
  /** While there are any, the uninstall is refused. */
  dependents: z.array(dependentSchema),
  /** Tables of the plugins with their size; kept or deleted, as asked. */
  data: z.array(z.object({ pluginId: z.string(), table: z.string(), bytes: z.number().int() })),
});
export type Removal = z.infer<typeof removalSchema>;

/** A front-end plugin that came at run time, as an ES module at an absolute URL. */
export const frontendModuleSchema = z.object({
  pluginId: z.string(),
  version: z.string(),
  /** `/plugins/<id>@<version>/index.js` */
  entry: z.string(),
  /** Of the entry, as HTML's `integrity` attribute takes it. */
  integrity: z.string().optional(),
  stylesheet: z.string().optional(),
  stylesheetIntegrity: z.string().optional(),
  /** The scripts that the entry loads, at once or later, each with its `integrity`. */
  chunks: z.array(z.object({ url: z.string(), integrity: z.string() })).optional(),
});
export type FrontendModule = z.infer<typeof frontendModuleSchema>;
