import { defineConfig } from "@checkstack/common";
import * as z from "zod";

export const settingsConfig = defineConfig({
  version: 1,
  schema: z.object({
    warnDays: z.number().int().min(0).max(3650).default(30).meta({
      title: "Warn",
      description: "Days before a deadline from which it is soon",
    }),
  }),
});
export type Settings = z.output<typeof settingsConfig.schema>;
