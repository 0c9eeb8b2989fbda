import { isPluginId } from "@checkstack/common";
import * as z from "zod";

/** A file within a plugin's folder, such as `assets/index.js`. */
const fileName = z
  .string()
  .max(200)
  .regex(/^\w[\w.-]*(\/\w[\w.-]*)*$/, "must be a path within the plugin, of letters, digits and . _ - /")
  .refine((path) => !path.includes(".."), "must not leave the plugin");

/** The `plugin.json` of a plugin that is installed at run time. */
export const manifestSchema = z.object({
  pluginId: z.string().refine(isPluginId, "must be a plugin id: small letters, digits and hyphens, at most 40"),
  version: z
    .string()
    .max(60)
    .regex(/^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/, "must be a version, such as 1.2.3"),
  frontend: z.object({ entry: fileName, stylesheet: fileName.optional() }),
});

export type Manifest = z.infer<typeof manifestSchema>;
