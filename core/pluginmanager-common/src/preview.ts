import { packedPluginSchema } from "@checkstack/common";
import * as z from "zod";
import { runsSchema, signatureSchema } from "./signature.ts";
import { pluginSourceSchema } from "./source.ts";

/** Something that the operator must say yes to by its id, beside typing the package's name. */
export const consentSchema = z.object({
  id: z.enum(["unsigned", "unknown-key", "downgrade", "other-publisher", "in-process"]),
  /** What is agreed to. */
  sentence: z.string(),
});
export type Consent = z.infer<typeof consentSchema>;
export type ConsentId = Consent["id"];

/** One requirement of the package and whether this platform meets it. */
const compatibilitySchema = z.object({ ok: z.boolean(), sentence: z.string() });
export type Compatibility = z.infer<typeof compatibilitySchema>;

/** What an upgrade changes in what the package may do; ids of access rules, plugins and extension points. */
export const packageChangesSchema = z.object({
  from: z.string(),
  plugins: z.object({ added: z.array(z.string()), removed: z.array(z.string()) }),
  accessRules: z.object({ added: z.array(z.string()), removed: z.array(z.string()) }),
  calls: z.object({ added: z.array(z.string()), removed: z.array(z.string()) }),
  extensions: z.object({ added: z.array(z.string()), removed: z.array(z.string()) }),
});
export type PackageChanges = z.infer<typeof packageChangesSchema>;

/** All that can be said of a package before it is installed. */
export const previewSchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string().optional(),
  author: z.string().optional(),
  license: z.string().optional(),
  homepage: z.string().optional(),
  sha256: z.string(),
  size: z.object({ packed: z.number().int(), unpacked: z.number().int(), files: z.number().int() }),
  /** With the exact version that was found. */
  source: pluginSourceSchema,
  plugins: z.array(packedPluginSchema),
  /** Third-party packages that are part of its code, as `plugin-pack` found them. */
  bundled: z.array(z.object({ name: z.string(), version: z.string() })),
  signature: signatureSchema,
  /** What the registry says of how it was built, shown and not verified. */
  provenance: z
    .object({ repository: z.string(), workflow: z.string().optional(), commit: z.string().optional() })
    .optional(),
  action: z.enum(["install", "upgrade", "downgrade", "reinstall"]),
  changes: packageChangesSchema.optional(),
  compatibility: z.array(compatibilitySchema),
  /** Where it may run, the usual one first. */
  runs: z.array(runsSchema),
  /** What it can reach when it runs as is usual, one plain sentence each. */
  reaches: z.array(z.string()),
  /** What the install needs a yes for. */
  consents: z.array(consentSchema),
  /** Why it cannot be installed, one sentence each; empty when it can. */
  refusals: z.array(z.string()),
});
export type Preview = z.infer<typeof previewSchema>;
