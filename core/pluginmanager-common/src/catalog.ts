import * as z from "zod";

/** One version of a catalog's entry. */
const catalogVersionSchema = z.object({
  version: z.string(),
  publishedAt: z.date().optional(),
  compatible: z.boolean(),
  /** Why it does not fit this platform. */
  reason: z.string().optional(),
});

/** Something that a catalog offers. */
export const catalogEntrySchema = z.object({
  /** The id of the catalog, as in the settings. */
  catalog: z.string(),
  /** The package: `@acme/weather`. */
  package: z.string(),
  displayName: z.string(),
  description: z.string(),
  categories: z.array(z.string()),
  publisher: z.object({ name: z.string(), keyId: z.string().optional() }),
  homepage: z.string().optional(),
  license: z.string().optional(),
  /** Served by the platform itself, so that a browser asks nobody else. */
  screenshots: z.array(z.object({ url: z.string(), alt: z.string() })),
  /** Newest first; empty for what is part of the platform. */
  versions: z.array(catalogVersionSchema),
  /** The version that is installed, or that is part of the platform. */
  installed: z.string().optional(),
  /** Part of the platform: there is nothing to install. */
  builtIn: z.boolean(),
});
export type CatalogEntry = z.infer<typeof catalogEntrySchema>;

/** A catalog that could not be read, beside the others that could. */
export const catalogProblemSchema = z.object({ catalog: z.string(), sentence: z.string() });
