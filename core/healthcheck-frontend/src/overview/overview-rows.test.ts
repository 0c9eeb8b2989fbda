import { expect, test } from "bun:test";
import type { Group, System } from "@checkstack/catalog-common";
import type { CheckStatus, SystemStatus } from "@checkstack/healthcheck-common";
import { attentionRows, describeCounts, filterRows, overviewRows, sortRows, tagsOf } from "./overview-rows.ts";

const created = new Date("2026-01-01T00:00:00Z");
const system = (id: string, extra: Partial<System> = {}): System => ({
  id,
  name: id,
  description: "",
  owner: "",
  groupId: null,
  environmentId: null,
  tags: [],
  links: [],
  createdAt: created,
  updatedAt: created,
  ...extra,
});
const status = (systemId: string, is: CheckStatus, extra: Partial<SystemStatus> = {}): SystemStatus => ({
  systemId,
  status: is,
  since: created,
  message: "",
  checks: 1,
  latencyMs: 10,
  lastRunAt: created,
  ...extra,
});
const group = (id: string, parentId: string | null = null): Group => ({
  id,
  name: id.toUpperCase(),
  description: "",
  parentId,
  systemCount: 0,
});

const rows = overviewRows(
  [
    system("api", { tags: ["prod"], groupId: "b" }),
    system("db", { owner: "Data team" }),
    system("idle"),
    system("web", { tags: ["prod", "eu"] }),
  ],
  [
    status("api", "healthy", { latencyMs: 30 }),
    status("db", "unhealthy", { since: new Date("2026-05-02T00:00:00Z") }),
    status("web", "unhealthy", { since: new Date("2026-05-01T00:00:00Z"), latencyMs: 5 }),
    status("gone", "unhealthy"),
  ],
  [group("a"), group("b", "a")],
);

test("every system of the catalog is there, also without a check, and nothing that is gone", () => {
  expect(rows.map(({ id, status, checks, group }) => [id, status, checks, group])).toEqual([
    ["api", "healthy", 1, "A / B"],
    ["db", "unhealthy", 1, ""],
    ["idle", "unknown", 0, ""],
    ["web", "unhealthy", 1, ""],
  ]);
});

test("groups that lie in each other do not hang the page", () => {
  const [row] = overviewRows([system("x", { groupId: "a" })], [], [group("a", "b"), group("b", "a")]);
  expect(row?.group.endsWith("A")).toBe(true);
});

test("the worst come first, then by name; a column sorts them otherwise", () => {
  expect(sortRows(rows).map(({ id }) => id)).toEqual(["db", "web", "api", "idle"]);
  expect(sortRows(rows, { column: "latency", direction: "descending" }).map(({ id }) => id)).toEqual([
    "api",
    "db",
    "web",
    "idle",
  ]);
  expect(sortRows(rows, { column: "nonsense", direction: "ascending" }).map(({ id }) => id)[0]).toBe("db");
});

test("what has needed attention longest stands first", () => {
  expect(attentionRows(rows).map(({ id }) => id)).toEqual(["web", "db"]);
});

test("search finds words in name, owner, group and tags; status and tag narrow it", () => {
  const find = (filter: object) => filterRows(rows, { search: "", status: "", tag: "", ...filter }).map(({ id }) => id);
  expect(find({ search: "TEAM data" })).toEqual(["db"]);
  expect(find({ status: "attention" })).toEqual(["db", "web"]);
  expect(find({ tag: "prod", status: "healthy" })).toEqual(["api"]);
  expect(tagsOf(rows)).toEqual(["eu", "prod"]);
});

test("the counts are told in one line", () => {
  expect(describeCounts(rows)).toBe("2 need attention, 1 healthy, 1 without a check");
  expect(describeCounts(rows.slice(0, 2))).toBe("1 needs attention, 1 healthy");
});
