import * as z from "zod";

const path = z.string().min(1).max(500);

/** What people write of a catalog; everything else comes out of the packages themselves. Paths are relative to the file. */
export const catalogSourceSchema = z.strictObject({
  name: z.string().min(1).max(100),
  /** A folder of plugins that are part of the platform. */
  builtIn: path.optional(),
  entries: z
    .array(
      z.strictObject({
        /** Files made by `plugin-pack`, of one package in several versions. */
        packed: z.array(path).min(1),
        /** Where people will fetch them; `file` serves them beside the index. */
        from: z.discriminatedUnion("type", [
          z.strictObject({ type: z.literal("npm"), registry: z.url().optional() }),
          z.strictObject({
            type: z.literal("github"),
            repository: z.string(),
            /** What stands before the version in the name of a tag. */
            tagPrefix: z.string().default("v"),
            apiUrl: z.url().optional(),
          }),
          z.strictObject({ type: z.literal("file") }),
        ]),
        displayName: z.string().optional(),
        description: z.string().optional(),
        categories: z.array(z.string()).default([]),
        publisher: z.string(),
        screenshots: z.array(z.strictObject({ path, alt: z.string() })).default([]),
      }),
    )
    .default([]),
});
export type CatalogSource = z.infer<typeof catalogSourceSchema>;
