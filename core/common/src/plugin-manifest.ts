import * as z from "zod";
import { isPluginId } from "./plugin-metadata.ts";

/** What a plugin adds to the platform, as `plugin-pack` found it by running `register`. For people to read before they install. */
export const pluginAdditionsSchema = z.object({
  accessRules: z.array(z.object({ id: z.string().max(100), description: z.string().max(500) })).max(500),
  procedures: z
    .array(
      z.object({
        method: z.string().max(10),
        path: z.string().max(300),
        /** `public`, `authenticated`, `service`, or the rules that it asks for. */
        access: z.union([z.enum(["public", "authenticated", "service"]), z.array(z.string().max(150)).max(50)]),
      }),
    )
    .max(2000),
  signals: z.array(z.string().max(150)).max(500),
  /** Extension points that it contributes to, such as `healthcheck.strategies`. */
  extensions: z.array(z.string().max(150)).max(500),
});
export type PluginAdditions = z.infer<typeof pluginAdditionsSchema>;

/** A path inside a package: `weather-backend/index.js`. */
export const packagePathSchema = z
  .string()
  .max(200)
  .regex(/^\w[\w.-]*(\/\w[\w.-]*)*$/, "must be a path within the package, of letters, digits and . _ - /")
  .refine((path) => !path.includes("..") && !path.includes("__proto__"), "must not leave the package");

/** One plugin of a packed package. */
export const packedPluginSchema = z.object({
  pluginId: z.string().refine(isPluginId, "must be a plugin id: small letters, digits and hyphens, at most 40"),
  displayName: z.string().min(1).max(100),
  description: z.string().max(1000).optional(),
  backend: z
    .object({
      /** `@acme/weather-backend`; what follows the slash names the plugin's database schema. */
      name: z.string().max(214),
      entry: packagePathSchema,
      /** The folder of its migrations. */
      migrations: packagePathSchema.optional(),
      /** Ids of the plugins whose contracts it may call. */
      calls: z.array(z.string().refine(isPluginId, "must be a plugin id")).max(100).default([]),
    })
    .optional(),
  frontend: z
    .object({ name: z.string().max(214), entry: packagePathSchema, stylesheet: packagePathSchema.optional() })
    .optional(),
  adds: pluginAdditionsSchema,
});
export type PackedPlugin = z.infer<typeof packedPluginSchema>;
