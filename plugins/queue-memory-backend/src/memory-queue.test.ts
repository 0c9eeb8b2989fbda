import { describe, expect, test } from "bun:test";
import type { Job, Logger } from "@checkstack/backend-api";
import { createManualTime, settled } from "@checkstack/queue-node";
import { createMemoryQueue } from "./memory-queue.ts";

const START = 1_000_000_000_000;

function setUp() {
  const time = createManualTime(START);
  const logged: string[] = [];
  const error = (message: string) => void logged.push(message);
  const logger: Logger = { debug() {}, info() {}, warn() {}, error };
  let id = 0;
  const queue = createMemoryQueue("demo.work", {
    clock: time.clock,
    timers: time.timers,
    logger,
    random: () => 0,
    newId: () => `job-${++id}`,
  });
  return { time, queue, logged };
}

/** A handler that holds each job until the test lets it go. */
function gate() {
  const running: { job: Job; signal: AbortSignal; done: () => void; fail: (error: Error) => void }[] = [];
  const handler = (job: Job, signal: AbortSignal) =>
    new Promise<void>((done, fail) => void running.push({ job, signal, done, fail }));
  return { running, handler };
}

/** A handler that keeps when it ran, relative to the start. */
function recorder(now: () => number) {
  const seen: { id: string; dueAt: number; at: number; attempt: number; data: unknown }[] = [];
  const handler = async ({ id, dueAt, attempt, data }: Job) =>
    void seen.push({ id, dueAt: dueAt - START, at: now() - START, attempt, data });
  return { seen, handler };
}

describe("recurring jobs", () => {
  test("run on their grid and do not drift, however long a run takes", async () => {
    const { time, queue } = setUp();
    const { seen, handler } = recorder(time.clock.now);
    queue.consume(handler);
    await queue.schedule([{ key: "a", recurrence: { everyMs: 1000, offsetMs: 300 }, data: 1 }]);
    for (let n = 0; n < 30; n++) await time.advance(97);
    expect(seen.map((job) => job.at)).toEqual([300, 1300, 2300]);
    expect(seen.map((job) => job.dueAt)).toEqual([300, 1300, 2300]);
  });

  test("after a stall run once, for the latest due time that was missed, and then on the grid again", async () => {
    const { time, queue } = setUp();
    const { seen, handler } = recorder(time.clock.now);
    queue.consume(handler);
    await queue.schedule([{ key: "a", recurrence: { everyMs: 1000 }, data: 1 }]);
    await time.stall(5400);
    await time.advance(1000);
    expect(seen.map(({ dueAt, at }) => ({ dueAt, at }))).toEqual([
      { dueAt: 5000, at: 5400 },
      { dueAt: 6000, at: 6000 },
    ]);
  });

  test("by the calendar also run once after a stall", async () => {
    const { time, queue } = setUp();
    const { seen, handler } = recorder(time.clock.now);
    queue.consume(handler);
    await queue.schedule([{ key: "a", recurrence: { cron: "* * * * *" }, data: 1 }]);
    await time.stall(600_000);
    expect(seen).toHaveLength(1);
    expect((START + (seen[0]?.dueAt ?? 1)) % 60_000).toBe(0);
    expect(600_000 - (seen[0]?.dueAt ?? 0)).toBeLessThan(60_000);
  });

  test("never run twice at the same time: a tick that finds the key running is skipped and counted", async () => {
    const { time, queue } = setUp();
    const { running, handler } = gate();
    queue.consume(handler, { concurrency: 10 });
    await queue.schedule([{ key: "a", recurrence: { everyMs: 1000 }, data: 1 }]);
    await time.advance(3500);
    expect(running).toHaveLength(1);
    expect((await queue.stats()).skipped).toBe(2);
    running[0]?.done();
    await time.advance(1000);
    expect(running).toHaveLength(2);
  });

  test("never run twice at the same time even when they are taken out and put back meanwhile", async () => {
    const { time, queue } = setUp();
    const { running, handler } = gate();
    const job = { key: "a", recurrence: { everyMs: 1000 }, data: 1 };
    queue.consume(handler, { concurrency: 10 });
    await queue.schedule([job]);
    await time.advance(1000);
    await queue.unschedule(["a"]);
    await queue.schedule([job]);
    await time.advance(1000);
    expect(running).toHaveLength(1);
  });

  test("that nobody consumed wait once, for the latest due time, and tell how long they have waited", async () => {
    const { time, queue } = setUp();
    await queue.schedule([{ key: "a", recurrence: { everyMs: 1000 }, data: 1 }]);
    await time.advance(3500);
    expect(await queue.stats()).toMatchObject({ waiting: 1, lagMs: 2500, skipped: 2, recurring: 1 });
    const { seen, handler } = recorder(time.clock.now);
    queue.consume(handler);
    await settled();
    expect(seen).toMatchObject([{ dueAt: 3000, data: 1 }]);
  });

  test("are replaced by key: new data at once, a new rhythm from now", async () => {
    const { time, queue } = setUp();
    const { seen, handler } = recorder(time.clock.now);
    queue.consume(handler);
    await queue.schedule([{ key: "a", recurrence: { everyMs: 1000 }, data: "old" }]);
    await queue.schedule([{ key: "a", recurrence: { everyMs: 1000 }, data: "new" }]);
    await time.advance(1000);
    await queue.schedule([{ key: "a", recurrence: { everyMs: 5000 }, data: "new" }]);
    await time.advance(5000);
    expect(seen.map(({ at, data }) => ({ at, data }))).toEqual([
      { at: 1000, data: "new" },
      { at: 5000, data: "new" },
    ]);
  });

  test("stop when they are taken out, also those that wait", async () => {
    const { time, queue } = setUp();
    await queue.schedule([{ key: "a", recurrence: { everyMs: 1000 }, data: 1 }]);
    await time.advance(1500);
    await queue.unschedule(["a", "unknown"]);
    expect(await queue.stats()).toMatchObject({ waiting: 0, recurring: 0 });
  });

  test("are added all or none", async () => {
    const { queue } = setUp();
    const jobs = [
      { key: "good", recurrence: { everyMs: 1000 }, data: 1 },
      { key: "bad", recurrence: { cron: "nonsense" }, data: 1 },
    ];
    await expect(queue.schedule(jobs)).rejects.toThrow('"nonsense"');
    expect((await queue.stats()).recurring).toBe(0);
  });

  test("that throw are tried again when they are next due, kept as one dead letter, and logged once in a row", async () => {
    const { time, queue, logged } = setUp();
    let runs = 0;
    queue.consume(async () => {
      runs++;
      throw new Error("no");
    });
    await queue.schedule([{ key: "a", recurrence: { everyMs: 1000 }, data: 1 }]);
    await time.advance(3000);
    expect(runs).toBe(3);
    expect((await queue.stats()).failed).toBe(1);
    expect(logged).toEqual(['recurring job "a" of queue "demo.work" failed; it is tried again when it is next due']);
  });

  test("go on when the clock is set back by an hour", async () => {
    const { time, queue } = setUp();
    const { seen, handler } = recorder(time.clock.monotonic);
    queue.consume(handler);
    await queue.schedule([{ key: "a", recurrence: { everyMs: 1000 }, data: 1 }]);
    await time.advance(1500);
    time.setClock(-3_600_000);
    await time.advance(2500);
    const hour = 3_600_000;
    expect(seen.map((job) => job.dueAt)).toEqual([1000, 2000 - hour, 3000 - hour, 4000 - hour]);
  });
});

describe("enqueued jobs", () => {
  test("run after their delay", async () => {
    const { time, queue } = setUp();
    const { seen, handler } = recorder(time.clock.now);
    queue.consume(handler);
    await queue.enqueue("later", { delayMs: 70_000 });
    await queue.enqueue("now");
    await settled();
    expect(seen).toMatchObject([{ data: "now", at: 0 }]);
    expect((await queue.stats()).delayed).toBe(1);
    await time.advance(70_000);
    expect(seen[1]).toMatchObject({ data: "later", at: 70_000, dueAt: 70_000 });
  });

  test("keep their delay when the clock is set back", async () => {
    const { time, queue } = setUp();
    const { seen, handler } = recorder(time.clock.now);
    queue.consume(handler);
    await queue.enqueue("later", { delayMs: 70_000 });
    time.setClock(-3_600_000);
    await time.advance(70_000);
    expect(seen).toHaveLength(1);
  });

  test("do not run inside the call that enqueues them", async () => {
    const { queue } = setUp();
    let ran = false;
    queue.consume(async () => void (ran = true));
    const enqueued = queue.enqueue("x");
    expect(ran).toBe(false);
    await enqueued;
    await settled();
    expect(ran).toBe(true);
  });

  test("run at most `concurrency` at a time", async () => {
    const { queue } = setUp();
    const { running, handler } = gate();
    queue.consume(handler, { concurrency: 2 });
    for (let n = 0; n < 5; n++) await queue.enqueue(n);
    await settled();
    expect(running.map(({ job }) => job.data)).toEqual([0, 1]);
    expect(await queue.stats()).toMatchObject({ active: 2, waiting: 3 });
    running[0]?.done();
    await settled();
    expect(running.map(({ job }) => job.data)).toEqual([0, 1, 2]);
  });

  test("of one key wait once; while one runs, another may wait", async () => {
    const { queue } = setUp();
    const { running, handler } = gate();
    await queue.enqueue("first", { key: "k" });
    await queue.enqueue("dropped", { key: "k" });
    queue.consume(handler, { concurrency: 5 });
    await settled();
    await queue.enqueue("second", { key: "k", delayMs: 1000 });
    await queue.enqueue("dropped too", { key: "k" });
    await settled();
    expect(running.map(({ job }) => job.data)).toEqual(["first"]);
    expect(await queue.stats()).toMatchObject({ delayed: 1, waiting: 0 });
  });

  test("that fail come back after a pause that doubles, and end as a dead letter", async () => {
    const { time, queue, logged } = setUp();
    const attempts: { attempt: number; at: number }[] = [];
    queue.consume(async ({ attempt }) => {
      attempts.push({ attempt, at: time.clock.now() - START });
      throw new Error(`try ${attempt}`);
    });
    await queue.enqueue("x", { attempts: 4, backoffMs: 1000 });
    for (let n = 0; n < 4; n++) await time.advance(10_000);
    expect(attempts).toEqual([
      { attempt: 1, at: 0 },
      { attempt: 2, at: 1000 },
      { attempt: 3, at: 3000 },
      { attempt: 4, at: 7000 },
    ]);
    expect(await queue.deadLetters({ limit: 10 })).toMatchObject([{ data: "x", attempts: 4, failedAt: START + 7000 }]);
    expect(logged).toEqual(['job job-1 of queue "demo.work" failed 4 times and is a dead letter now']);
  });

  test("whose retry meets a later job of the same key are not lost", async () => {
    const { time, queue } = setUp();
    const { running, handler } = gate();
    queue.consume(handler, { concurrency: 5 });
    await queue.enqueue("first", { key: "k" });
    await settled();
    await queue.enqueue("second", { key: "k", delayMs: 500 });
    running[0]?.fail(new Error("no"));
    await time.advance(2000);
    expect(running.map(({ job }) => job.data)).toEqual(["first", "second", "first"]);
  });

  test("that failed for good are forgotten from the oldest on, once there are 1,000", async () => {
    const { queue } = setUp();
    queue.consume(() => Promise.reject(new Error("no")), { concurrency: 2000 });
    for (let n = 0; n < 1005; n++) await queue.enqueue(n, { attempts: 1 });
    await settled();
    const letters = await queue.deadLetters({ limit: 2000 });
    expect(letters).toHaveLength(1000);
    expect(letters.at(-1)?.data).toBe(5);
  });
});

describe("a consumer that ends", () => {
  test("aborts the signal, takes no further job, and waits for the job that runs", async () => {
    const { queue } = setUp();
    const { running, handler } = gate();
    const consumer = queue.consume(handler);
    await queue.enqueue(1);
    await queue.enqueue(2);
    await settled();
    let ended = false;
    const end = consumer[Symbol.asyncDispose]().then(() => void (ended = true));
    await settled();
    expect(running[0]?.signal.aborted).toBe(true);
    expect(ended).toBe(false);
    running[0]?.done();
    await end;
    expect(running).toHaveLength(1);
    expect(await queue.stats()).toMatchObject({ waiting: 1, active: 0 });
  });

  test("leaves the job that it broke off to the next consumer, as the same try", async () => {
    const { queue } = setUp();
    const { running, handler } = gate();
    const consumer = queue.consume(handler);
    await queue.enqueue("x", { attempts: 1 });
    await settled();
    const end = consumer[Symbol.asyncDispose]();
    running[0]?.fail(new Error("aborted"));
    await end;
    queue.consume(handler);
    await settled();
    expect(running[1]?.job).toMatchObject({ data: "x", attempt: 1 });
    expect(await queue.deadLetters({ limit: 10 })).toEqual([]);
  });
});

test("a queue that is disposed of wakes no more", async () => {
  const { time, queue } = setUp();
  const { seen, handler } = recorder(time.clock.now);
  queue.consume(handler);
  await queue.schedule([{ key: "a", recurrence: { everyMs: 1000 }, data: 1 }]);
  queue[Symbol.dispose]();
  await queue.enqueue("later", { delayMs: 500 });
  await time.advance(10_000);
  expect(seen).toEqual([]);
});

test("a consumer without room for one job is refused", () => {
  const { queue } = setUp();
  expect(() => queue.consume(async () => {}, { concurrency: 0 })).toThrow("concurrency of 1 or more, not 0");
});
