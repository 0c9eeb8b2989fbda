import * as z from "zod";

/** The version of the form of a catalog's index. */
export const CATALOG_FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal");
const webAddress = z.url({ protocol: /^https?$/, error: "must be an http: or https: URL" }).max(500);

/** Where the file of a version is. */
export const catalogVersionSourceSchema = z.discriminatedUnion("type", [
  /** A package of an npm registry; npm's own when `registry` is absent. */
  z.object({ type: z.literal("npm"), package: z.string().max(214), registry: webAddress.optional() }),
  /** A file of a release; of github.com when `apiUrl` is absent. */
  z.object({
    type: z.literal("github"),
    repository: z
      .string()
      .max(150)
      .regex(/^[\w.-]+\/[\w.-]+$/, 'must be "owner/name"'),
    tag: z.string().min(1).max(200),
    asset: z.string().min(1).max(200),
    apiUrl: webAddress.optional(),
  }),
  /** An address, or a path relative to the index. */
  z.object({ type: z.literal("file"), path: z.string().min(1).max(500) }),
]);
export type CatalogVersionSource = z.infer<typeof catalogVersionSourceSchema>;

export const catalogIndexEntrySchema = z.object({
  /** `@acme/weather` */
  package: z.string().max(214),
  displayName: z.string().min(1).max(100),
  description: z.string().max(1000),
  categories: z.array(z.string().min(1).max(50)).max(10).default([]),
  publisher: z.object({
    name: z.string().min(1).max(100),
    /** The Ed25519 key that signs the packages; a package that it did not sign is refused. */
    publicKey: z.string().max(100).optional(),
  }),
  homepage: webAddress.optional(),
  license: z.string().max(200).optional(),
  screenshots: z
    .array(
      z.object({
        /** An address, or a path relative to the index. */ path: z.string().min(1).max(500),
        alt: z.string().min(1).max(200),
        sha256,
      }),
    )
    .max(10)
    .default([]),
  /** Plugins of the package; for what is part of the platform, those by which it is known to be there. */
  pluginIds: z.array(z.string().max(40)).min(1).max(50),
  /** Part of the platform: has no versions of its own. */
  builtIn: z.boolean().default(false),
  versions: z
    .array(
      z.object({
        version: z.string().max(100),
        publishedAt: z.coerce.date<string>().optional(),
        /** As in the package: what of the platform it is written for. */
        peerDependencies: z.record(z.string().max(214), z.string().max(200)).default({}),
        /** Of the packed file. */
        sha256,
        source: catalogVersionSourceSchema,
      }),
    )
    .max(100)
    .default([]),
});
export type CatalogIndexEntry = z.infer<typeof catalogIndexEntrySchema>;

/**
 * A catalog of plugins. Its signature is a file beside it, with `.sig` at the end of the name, over the exact bytes of the
 * index.
 */
export const catalogIndexSchema = z.object({
  format: z.literal(CATALOG_FORMAT),
  name: z.string().min(1).max(100),
  entries: z.array(catalogIndexEntrySchema).max(5000),
});
export type CatalogIndex = z.infer<typeof catalogIndexSchema>;
