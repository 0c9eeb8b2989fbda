import { afterAll, afterEach, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { QueueProvider } from "@checkstack/backend-api";
import { Redis } from "ioredis";
import { grounds, type Ground } from "../testing/engines.ts";
import { eventually } from "../testing/eventually.ts";
import { rowsNaming, sequences } from "../testing/plugin-schema.ts";

setDefaultTimeout(60_000);

/** Every key in Redis, or every row of the plugin's schema, whose text names `queue`. */
async function traces({ where }: Ground, queue: string): Promise<string[]> {
  if (where.kind === "postgres") return rowsNaming(where, queue);
  const redis = new Redis(where.url);
  const keys = await redis.keys("*");
  redis.disconnect();
  return keys.filter((key) => key.includes(queue));
}

/** Leaves a job of every kind in a queue: one that waits with a key, a delayed one, dead letters, recurring ones. */
async function fill(engine: QueueProvider, name: string): Promise<void> {
  const queue = engine.open(name);
  {
    await using _ = queue.consume(async () => {
      throw new Error("broken");
    });
    await queue.enqueue("dead", { attempts: 1 });
    await queue.schedule([{ key: "often", recurrence: { everyMs: 20 }, data: 1 }]);
    await eventually(async () => expect(await queue.stats()).toMatchObject({ failed: 2 }));
  }
  await queue.enqueue("waits", { key: "k" });
  await queue.enqueue("later", { key: "l", delayMs: 60_000 });
}

async function contents(engine: QueueProvider, name: string) {
  const queue = engine.open(name);
  const { lagMs: _, ...stats } = await queue.stats();
  return { stats, recurring: await queue.recurring(), deadLetters: await queue.deadLetters({ limit: 10 }) };
}

describe.each(Object.entries(grounds))("on %s", (_kind, makeGround) => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await makeGround();
  });
  afterEach(() => ground.clear());
  afterAll(() => ground[Symbol.asyncDispose]());

  test("nothing is left of the queues of a plugin that are erased, and all of those of others", async () => {
    await using engine = ground.engine();
    for (const name of ["demo.work", "demo.mail", "demo-two.work"]) await fill(engine, name);
    const before = await contents(engine, "demo-two.work");
    expect(before.deadLetters).toHaveLength(2);
    expect(await traces(ground, "demo.")).not.toEqual([]);

    await engine.release("demo");
    await engine.erase("demo");
    expect(await traces(ground, "demo.")).toEqual([]);
    if (ground.where.kind === "postgres") expect(await sequences(ground.where)).toHaveLength(1);
    expect(await contents(engine, "demo-two.work")).toEqual(before);

    const again = engine.open("demo.work");
    expect(await again.stats()).toMatchObject({ waiting: 0, delayed: 0, failed: 0, recurring: 0 });
    const seen: unknown[] = [];
    await using _ = again.consume(async ({ data }) => void seen.push(data));
    // The key of the job that waited is free.
    await again.enqueue("new", { key: "k" });
    await eventually(() => expect(seen).toEqual(["new"]));
  });

  test("an engine that has run nothing yet erases nothing, and says so when it cannot be reached", async () => {
    await using fresh = await makeGround();
    await using engine = fresh.engine();
    await engine.erase("demo");
    await fresh.goAway();
    await expect(engine.erase("demo")).rejects.toThrow();
  });
});

test("what was erased is not stored again when Redis has lost what it held", async () => {
  await using ground = await grounds.redis();
  await using engine = ground.engine();
  await engine.open("demo.work").schedule([{ key: "a", recurrence: { everyMs: 60_000 }, data: 1 }]);
  await engine.open("other.work").schedule([{ key: "b", recurrence: { everyMs: 60_000 }, data: 1 }]);
  // The engine looks at the store with its beats.
  await using _ = engine.open("other.work").consume(async () => {});
  await engine.release("demo");
  await engine.erase("demo");
  const redis = new Redis(ground.where.url);
  await redis.flushall();
  redis.disconnect();
  await eventually(async () => expect(await engine.open("other.work").recurring()).toHaveLength(1));
  expect(await traces(ground, "demo.")).toEqual([]);
});
