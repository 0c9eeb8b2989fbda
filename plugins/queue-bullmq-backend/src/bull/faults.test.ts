import { afterAll, afterEach, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Job } from "@checkstack/backend-api";
import { Redis } from "ioredis";
import * as z from "zod";
import { grounds, type Ground } from "../testing/engines.ts";
import { eventually } from "../testing/eventually.ts";
import type { Where } from "../testing/where.ts";

setDefaultTimeout(90_000);

const line = z.object({ data: z.unknown(), dueAt: z.number() });

/** Another process that consumes `demo.work`. */
function startWorker(where: Where) {
  const begun: z.infer<typeof line>[] = [];
  const child = Bun.spawn(
    [process.execPath, join(import.meta.dir, "../testing/worker.fixture.ts"), JSON.stringify(where)],
    {
      stdin: "ignore",
      stdout: "pipe",
      stderr: "inherit",
    },
  );
  createInterface({ input: Readable.fromWeb(child.stdout) }).on("line", (text) =>
    begun.push(line.parse(JSON.parse(text))),
  );
  return {
    begun,
    async kill() {
      child.kill("SIGKILL");
      await child.exited;
    },
    [Symbol.dispose]: () => child.kill("SIGKILL"),
  };
}

/** Empties a Redis, as one without a disk is after a restart. */
async function empty(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.flushall();
  redis.disconnect();
}

function recorder() {
  const seen: (Job & { at: number })[] = [];
  return { seen, handler: async (job: Job) => void seen.push({ ...job, at: Date.now() }) };
}

const EVERY_MS = 250;
const keys = Array.from({ length: 40 }, (_, n) => `key-${n}`);
const recurring = keys.map((key, n) => ({ key, recurrence: { everyMs: EVERY_MS, offsetMs: n }, data: key }));

/** By key, the longest time between two due times that were run after another. */
function longestGap(runs: readonly { data: unknown; dueAt: number }[]): number {
  const gaps = keys.map((key) => {
    const dueTimes = [...new Set(runs.filter(({ data }) => data === key).map(({ dueAt }) => dueAt))].toSorted(
      (a, b) => a - b,
    );
    return Math.max(...dueTimes.slice(1).map((dueAt, index) => dueAt - (dueTimes[index] ?? dueAt)));
  });
  return Math.max(...gaps);
}

describe.each(Object.entries(grounds))("on %s", (_kind, makeGround) => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await makeGround();
  });
  afterEach(() => ground.clear());
  afterAll(() => ground[Symbol.asyncDispose]());

  test("when a process is killed, another runs its jobs within seconds: those it had begun, and its share of the recurring ones", async () => {
    using worker = startWorker(ground.where);
    await using engine = ground.engine({ workerTimes: { lockMs: 1000 } });
    const queue = engine.open("demo.work");
    await queue.schedule(recurring);
    await queue.enqueue("hang");
    await eventually(() => expect(worker.begun.map(({ data }) => data)).toContain("hang"));
    const { seen, handler } = recorder();
    await using _ = queue.consume(handler, { concurrency: 50 });
    await eventually(() => {
      expect(new Set(seen.map(({ data }) => data)).size).toBeGreaterThan(10);
      expect(new Set(worker.begun.map(({ data }) => data)).size).toBe(41);
    });
    // Both have their part by now.
    const before = seen.length;
    await eventually(() => expect(seen.length).toBeGreaterThan(before + 40));

    await worker.kill();
    const killedAt = Date.now();
    await eventually(() => {
      const late = seen.filter(({ at }) => at > killedAt);
      expect(new Set(late.map(({ data }) => data)).size).toBe(41);
    });
    expect(seen.find(({ data }) => data === "hang")).toMatchObject({ attempt: 1 });
    const ticks = [...worker.begun, ...seen].filter(({ data }) => data !== "hang");
    expect(longestGap(ticks)).toBeLessThan(3000);
    expect(new Set(ticks.map(({ data, dueAt }) => JSON.stringify([data, dueAt]))).size).toBeGreaterThan(
      ticks.length * 0.9,
    );
  });

  test("while the database is away recurring jobs go on and the process lives; afterwards nothing that was accepted is lost, and it is late by two seconds at most", async () => {
    // Whatever comes back does so without waiting for the lock of a job to run out.
    await using engine = ground.engine({ workerTimes: { lockMs: 600_000 } });
    const queue = engine.open("demo.work");
    const { seen, handler } = recorder();
    await using _ = queue.consume(handler, { concurrency: 50 });
    await queue.schedule(recurring);
    for (let n = 0; n < 50; n++) await queue.enqueue({ n }, { delayMs: 200 + n });
    await eventually(() => expect(new Set(seen.map(({ data }) => data)).size).toBeGreaterThan(30));

    await ground.goAway();
    await expect(engine.check()).rejects.toThrow();
    const awayAt = Date.now();
    await eventually(() => {
      const meanwhile = seen.filter(({ at, data }) => at > awayAt && typeof data === "string");
      expect(new Set(meanwhile.map(({ data }) => data)).size).toBe(40);
    });
    await eventually(() => expect(ground.logged.join("\n")).toContain("does not answer"));

    await ground.comeBack();
    const numbers = () =>
      new Set(seen.flatMap(({ data }) => (typeof data === "object" && data !== null ? JSON.stringify(data) : [])));
    await eventually(() => expect(numbers().size).toBe(50));
    await queue.enqueue("after");
    await eventually(() => expect(seen.some(({ data }) => data === "after")).toBe(true));
    expect(longestGap(seen)).toBeLessThan(2000);
    await eventually(() => expect(ground.logged.join("\n")).toContain("answers again"));
    await engine.check();
  });

  test("who enqueues while the database is away hears that it did not happen", async () => {
    await using engine = ground.engine({ patienceMs: 500 });
    const queue = engine.open("demo.work");
    await eventually(() => queue.enqueue("before"));
    await ground.goAway();
    await expect(queue.enqueue("during")).rejects.toThrow();
    await ground.comeBack();
    await eventually(async () => expect((await queue.stats()).waiting).toBeGreaterThan(0));
  });

  test("an engine whose database is not there yet begins when it is", async () => {
    await ground.goAway();
    await using engine = ground.engine({ patienceMs: 500 });
    const queue = engine.open("demo.work");
    const { seen, handler } = recorder();
    await using _ = queue.consume(handler);
    await expect(engine.check()).rejects.toThrow();
    await ground.comeBack();
    await eventually(() => queue.enqueue("x"));
    await eventually(() => expect(seen.map(({ data }) => data)).toContain("x"));
  });
});

test("recurring jobs are stored again when Redis has lost them", async () => {
  await using ground = await grounds.redis();
  await using engine = ground.engine();
  const queue = engine.open("demo.work");
  const { seen, handler } = recorder();
  await using _ = queue.consume(handler, { concurrency: 50 });
  await queue.schedule(recurring);
  await queue.unschedule(["key-0"]);
  await eventually(() => expect(new Set(seen.map(({ data }) => data)).size).toBeGreaterThanOrEqual(39));
  await empty(ground.where.url);
  await eventually(() => expect(ground.logged.join("\n")).toContain("recurring jobs are scheduled again"));
  const restoredAt = Date.now();
  await eventually(() => {
    const after = seen.filter(({ at, dueAt }) => at > restoredAt && dueAt > restoredAt);
    expect(new Set(after.map(({ data }) => data)).size).toBe(39);
  });
});
