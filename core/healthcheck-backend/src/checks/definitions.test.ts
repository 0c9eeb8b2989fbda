import { expect, test } from "bun:test";
import { createDefinitions } from "./definitions.ts";
import { definitionOf, type CheckRow } from "./definition.ts";

const row = (id: string, revision: number): CheckRow => ({
  id,
  revision,
  systemId: "system",
  name: id,
  strategy: "http",
  config: {},
  configVersion: 1,
  intervalMs: 60_000,
  assertions: [],
  policy: { failuresToAlert: 1, successesToRecover: 1, degradedAfterMs: null, unhealthyAfterMs: null, flapping: null },
  paused: false,
  activeSince: new Date(0),
  createdAt: new Date(0),
  updatedAt: new Date(0),
});

/** Rows that are counted when they are read. */
function createStore(rows: readonly CheckRow[]) {
  const reads: (readonly string[])[] = [];
  return {
    reads,
    all: async () => [...rows],
    async getMany(ids: readonly string[]) {
      reads.push(ids);
      return rows.filter(({ id }) => ids.includes(id));
    },
  };
}

test("checks that are asked for at the same time are read together", async () => {
  const ids = Array.from({ length: 1000 }, (_, n) => `check ${n}`);
  const store = createStore(ids.map((id) => row(id, 2)));
  const definitions = createDefinitions(store);
  const found = await Promise.all(ids.map((id) => definitions.find(id, { revision: 2 })));
  expect(found.map((check) => check?.id)).toEqual(ids);
  expect(store.reads).toHaveLength(1);
});

test("what somebody has just read is not read again, unless a later revision is asked for", async () => {
  const store = createStore([row("a", 3)]);
  const definitions = createDefinitions(store);
  definitions.remember([definitionOf(row("a", 2))]);
  expect((await definitions.find("a", { revision: 2 }))?.revision).toBe(2);
  expect(store.reads).toHaveLength(0);
  expect((await definitions.find("a", { revision: 3 }))?.revision).toBe(3);
  definitions.remember([definitionOf(row("a", 2))]);
  expect((await definitions.find("a", { revision: 3 }))?.revision).toBe(3);
  expect(store.reads).toHaveLength(1);
});

test("a check that is gone is not found, and a read that fails is told to all who wait for it", async () => {
  const definitions = createDefinitions(createStore([]));
  definitions.remember([definitionOf(row("a", 1))]);
  expect(await definitions.refresh("a")).toBeUndefined();
  const failing = createDefinitions({
    all: async () => [],
    getMany: () => Promise.reject(new Error("the database is away")),
  });
  const both = await Promise.allSettled([failing.refresh("a"), failing.refresh("b")]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
