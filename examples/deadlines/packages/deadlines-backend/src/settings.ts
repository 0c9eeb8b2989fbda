import { defineConfig } from "@checkstack/common";
import * as z from "zod";

const days = z.number().int().min(0).max(3650);

/** Version 1 had one warning, `warnDays`; it became the first of two. */
export const settingsConfig = defineConfig({
  version: 2,
  schema: z.object({
    soonDays: days.default(30).meta({ title: "Soon", description: "Days before a deadline from which it is soon" }),
    urgentDays: days
      .default(7)
      .meta({ title: "Urgent", description: "Days before a deadline from which it is urgent" }),
  }),
  migrations: { 2: (data) => ({ soonDays: z.object({ warnDays: days }).parse(data).warnDays }) },
});
export type Settings = z.output<typeof settingsConfig.schema>;
