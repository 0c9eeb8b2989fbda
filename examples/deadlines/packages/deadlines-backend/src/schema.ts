import { date, index, pgTable, text } from "drizzle-orm/pg-core";

export const deadlines = pgTable(
  "deadlines",
  {
    id: text("id").primaryKey(),
    systemId: text("system_id").notNull(),
    name: text("name").notNull(),
    dueOn: date("due_on", { mode: "string" }).notNull(),
  },
  (table) => [
    index("deadlines_due_idx").on(table.dueOn),
    index("deadlines_system_idx").on(table.systemId, table.dueOn),
  ],
);
