import { packagePathSchema, packedPluginSchema } from "@checkstack/common";
import * as z from "zod";

/** The version of the packed form. */
export const PACKAGE_FORMAT = 1;

const person = z.union([z.string().max(300), z.object({ name: z.string().max(300) }).transform(({ name }) => name)]);

/** The part of `package.json` that is for the platform. */
const checkstackFieldSchema = z.object({
  type: z.literal("packed"),
  format: z.literal(PACKAGE_FORMAT),
  plugins: z.array(packedPluginSchema).min(1).max(50),
  /** `sha256-<base64>` of every file but `package.json` and `checkstack.sig.json`. */
  files: z.record(packagePathSchema, z.string().regex(/^sha256-[A-Za-z0-9+/]{43}=$/, "must be sha256-<base64>")),
  /** Third-party packages that are part of the entries, for people to read. */
  bundled: z
    .array(z.object({ name: z.string().max(214), version: z.string().max(100) }))
    .max(2000)
    .optional(),
});

/** What the `package.json` of a packed plugin says. */
export const packageManifestSchema = z.object({
  /** `@acme/weather` */
  name: z.string().max(214),
  version: z.string().max(100),
  description: z.string().max(1000).optional(),
  author: person.optional(),
  license: z.string().max(200).optional(),
  homepage: z.string().max(500).optional(),
  /** The host packages that it is written for, with the ranges of versions that fit. */
  peerDependencies: z.record(z.string(), z.string().max(200)).default({}),
  checkstack: checkstackFieldSchema,
});
export type PackageManifest = z.infer<typeof packageManifestSchema>;
