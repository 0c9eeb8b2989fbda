import * as z from "zod";

const sourceId = z.string().min(1).max(64);

/** Where a plugin comes from. `registry`, `server` and `catalog` are ids of the configured sources; absent means the first that fits. */
export const pluginSourceSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("npm"),
    /** `@acme/weather` */
    package: z
      .string()
      .max(214)
      .regex(/^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/, "must be the name of an npm package"),
    /** A version, a range or a dist-tag. */
    version: z.string().max(100).default("latest"),
    registry: sourceId.optional(),
  }),
  z.object({
    type: z.literal("tarball"),
    /** What `POST /artifacts` answered. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal"),
  }),
  z.object({
    type: z.literal("github"),
    /** `owner/name` */
    repository: z
      .string()
      .max(150)
      .regex(/^[\w.-]+\/[\w.-]+$/, 'must be "owner/name"'),
    /** The tag of a release; absent means the latest. */
    tag: z.string().min(1).max(200).optional(),
    /** The file's name; absent means the only `.tgz` of the release. */
    asset: z.string().min(1).max(200).optional(),
    server: sourceId.optional(),
  }),
  z.object({
    type: z.literal("catalog"),
    /** The entry's package name. */
    package: z.string().max(214),
    /** Absent means the newest that fits this platform. */
    version: z.string().max(100).optional(),
    catalog: sourceId.optional(),
  }),
]);
export type PluginSource = z.infer<typeof pluginSourceSchema>;
