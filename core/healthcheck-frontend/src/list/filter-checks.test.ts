import { expect, test } from "bun:test";
import { checkSchema, type CheckStatus } from "@checkstack/healthcheck-common";
import { filterChecks, sortChecks, type CheckRow } from "./filter-checks.ts";

const row = (name: string, status: CheckStatus, strategy: string, lastLatencyMs: number | null): CheckRow => ({
  systemName: `${name} system`,
  check: checkSchema.parse({
    id: name,
    name,
    systemId: "s",
    strategy,
    config: { url: `https://${name}.example.org` },
    intervalSeconds: 60,
    assertions: [],
    policy: {},
    paused: false,
    createdAt: new Date(),
    updatedAt: new Date(),
    status,
    flapping: false,
    statusSince: null,
    message: "",
    lastRunAt: null,
    lastLatencyMs,
  }),
});

const rows = [
  row("web", "healthy", "http", 20),
  row("api", "unhealthy", "http", null),
  row("db", "degraded", "postgres", 5),
];
const names = (found: readonly CheckRow[]) => found.map(({ check }) => check.name);
const find = (filter: object) => names(filterChecks(rows, { search: "", status: "", strategy: "", ...filter }));

test("search finds words in the name, the system and the address", () => {
  expect(find({ search: "WEB system" })).toEqual(["web"]);
  expect(find({ search: "api.example" })).toEqual(["api"]);
});

test("status and kind narrow it", () => {
  expect(find({ status: "attention" })).toEqual(["api", "db"]);
  expect(find({ status: "attention", strategy: "postgres" })).toEqual(["db"]);
});

test("checks stay in the order of the server, or come as a column says", () => {
  expect(names(sortChecks(rows))).toEqual(["web", "api", "db"]);
  expect(names(sortChecks(rows, { column: "name", direction: "ascending" }))).toEqual(["api", "db", "web"]);
  expect(names(sortChecks(rows, { column: "latency", direction: "descending" }))).toEqual(["web", "db", "api"]);
  expect(names(sortChecks(rows, { column: "status", direction: "ascending" }))).toEqual(["api", "db", "web"]);
});
