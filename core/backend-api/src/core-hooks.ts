import { createHook } from "@checkstack/common";
import * as z from "zod";

/**
 * The data of a plugin were deleted: it was uninstalled with them, or its first install failed. Who keeps something for other
 * plugins, by their id, removes it.
 */
export const pluginDataDeleted = createHook(
  { pluginId: "core", displayName: "Checkstack" },
  { id: "pluginDataDeleted", payload: z.object({ pluginId: z.string() }), delivery: "once" },
);
