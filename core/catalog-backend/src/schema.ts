import type { Link } from "@checkstack/catalog-common";
import { sql, type SQL } from "drizzle-orm";
import { foreignKey, index, jsonb, pgTable, text, timestamp, uniqueIndex, type AnyPgColumn } from "drizzle-orm/pg-core";

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 }).notNull();
const lower = (column: AnyPgColumn): SQL => sql`lower(${column})`;

export const groups = pgTable(
  "groups",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    description: text("description").notNull(),
    parentId: text("parent_id"),
  },
  (table) => [
    foreignKey({ name: "groups_parent_fk", columns: [table.parentId], foreignColumns: [table.id] }),
    // One name once among the groups of one group.
    uniqueIndex("groups_name_key").on(sql`coalesce(${table.parentId}, '')`, lower(table.name)),
    index("groups_parent_idx").on(table.parentId),
  ],
);

export const environments = pgTable(
  "environments",
  { id: text("id").primaryKey(), name: text("name").notNull() },
  (table) => [uniqueIndex("environments_name_key").on(lower(table.name))],
);

export const systems = pgTable(
  "systems",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    description: text("description").notNull(),
    owner: text("owner").notNull(),
    groupId: text("group_id"),
    environmentId: text("environment_id"),
    tags: text("tags").array().notNull(),
    links: jsonb("links").$type<Link[]>().notNull(),
    /** What a search looks at, in small letters; written with the fields it is made of. */
    search: text("search").notNull(),
    createdAt: time("created_at"),
    updatedAt: time("updated_at"),
  },
  (table) => [
    foreignKey({ name: "systems_group_fk", columns: [table.groupId], foreignColumns: [groups.id] }),
    foreignKey({ name: "systems_environment_fk", columns: [table.environmentId], foreignColumns: [environments.id] }),
    // Also the order of the list.
    uniqueIndex("systems_name_key").on(lower(table.name)),
    index("systems_group_idx").on(table.groupId),
    index("systems_environment_idx").on(table.environmentId),
    index("systems_owner_idx").on(lower(table.owner)),
    index("systems_tags_idx").using("gin", table.tags),
  ],
);
