import { createContract, procedure } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";

/** One back-end plugin and how it is. `reason` is one sentence; `stack` is for its author. */
export const pluginSchema = z.object({
  id: z.string(),
  displayName: z.string(),
  description: z.string().optional(),
  packageName: z.string(),
  version: z.string(),
  state: z.enum(["registered", "ready", "blocked", "failed"]),
  phase: z.string().optional(),
  reason: z.string().optional(),
  stack: z.string().optional(),
  importMs: z.number().optional(),
  initMs: z.number().optional(),
  /** Errors after the start, newest last. */
  lateErrors: z.array(z.object({ at: z.date(), message: z.string() })),
  accessRules: z.array(z.object({ id: z.string(), description: z.string() })),
});
export type Plugin = z.infer<typeof pluginSchema>;

/** A front-end plugin that came at run time, as an ES module at an absolute URL. */
export const frontendModuleSchema = z.object({
  pluginId: z.string(),
  version: z.string(),
  /** `/plugins/<id>@<version>/index.js` */
  entry: z.string(),
  stylesheet: z.string().optional(),
});
export type FrontendModule = z.infer<typeof frontendModuleSchema>;

export const pluginmanagerContract = createContract(pluginMetadata, {
  plugins: {
    list: procedure
      .meta({ access: [access.pluginRead] })
      .route({ method: "GET", path: "/plugins", summary: "Installed plugins and the boot report" })
      .output(z.array(pluginSchema)),
  },
  frontend: procedure
    .meta({ access: "public" })
    .route({ method: "GET", path: "/frontend", summary: "Front-end modules that the shell loads" })
    .output(z.array(frontendModuleSchema)),
});
