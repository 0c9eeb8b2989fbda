import { afterAll, afterEach, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Job } from "@checkstack/backend-api";
import { grounds, type Ground } from "../testing/engines.ts";
import { eventually } from "../testing/eventually.ts";

setDefaultTimeout(60_000);

/** Keeps what it was given. */
function recorder() {
  const seen: Job[] = [];
  return { seen, data: () => seen.map(({ data }) => data), handler: async (job: Job) => void seen.push(job) };
}

/** A handler that holds each job until the test lets it go. */
function gate() {
  const running: { job: Job; signal: AbortSignal; done: () => void; fail: (error: Error) => void }[] = [];
  const handler = (job: Job, signal: AbortSignal) =>
    new Promise<void>((done, fail) => void running.push({ job, signal, done, fail }));
  return { running, handler };
}

describe.each(Object.entries(grounds))("on %s", (_kind, makeGround) => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await makeGround();
  });
  afterEach(() => ground.clear());
  afterAll(() => ground[Symbol.asyncDispose]());

  test("a job that one process enqueues runs in another, once, with its data", async () => {
    await using one = ground.engine();
    await using other = ground.engine();
    const { seen, handler } = recorder();
    await using _ = other.open("demo.work").consume(handler);
    await one.open("demo.work").enqueue({ n: [1, null, "ü"] });
    await one.open("demo.other").enqueue("of another queue");
    await eventually(async () => expect((await one.open("demo.work").stats()).active).toBe(0));
    await eventually(() => expect(seen).toHaveLength(1));
    expect(seen[0]).toMatchObject({ data: { n: [1, null, "ü"] }, attempt: 1 });
    expect(await one.open("demo.other").stats()).toMatchObject({ waiting: 1, active: 0, failed: 0 });
  });

  test("a delayed job runs when it is due, and tells when that was", async () => {
    await using engine = ground.engine();
    const queue = engine.open("demo.work");
    const asked = Date.now();
    await queue.enqueue("later", { delayMs: 300 });
    expect(await queue.stats()).toMatchObject({ delayed: 1, waiting: 0 });
    const runAt: number[] = [];
    const { seen, handler } = recorder();
    await using _ = queue.consume(async (job) => {
      runAt.push(Date.now());
      await handler(job);
    });
    await eventually(() => expect(seen).toHaveLength(1));
    expect(runAt[0]).toBeGreaterThanOrEqual(asked + 299);
    expect(seen[0]?.dueAt).toBeGreaterThanOrEqual(asked + 300);
  });

  test("of a key one job waits at most; once it runs, another may wait", async () => {
    await using engine = ground.engine();
    const queue = engine.open("demo.work");
    await queue.enqueue("first", { key: "k" });
    await queue.enqueue("dropped", { key: "k" });
    await queue.enqueue("other key", { key: "l" });
    expect(await queue.stats()).toMatchObject({ waiting: 2 });
    const { running, handler } = gate();
    await using _ = queue.consume(handler);
    await eventually(() => expect(running).toHaveLength(1));
    await queue.enqueue("second", { key: "k" });
    await queue.enqueue("dropped too", { key: "k" });
    expect(await queue.stats()).toMatchObject({ waiting: 2, active: 1 });
    for (const n of [0, 1, 2]) {
      await eventually(() => expect(running.length).toBeGreaterThan(n));
      running[n]?.done();
    }
    await eventually(async () => expect(await queue.stats()).toMatchObject({ waiting: 0, active: 0 }));
    expect(running.map(({ job }) => job.data)).toEqual(["first", "other key", "second"]);
  });

  test("a thousand jobs that are enqueued at once all run, and of a key one", async () => {
    await using engine = ground.engine();
    const queue = engine.open("demo.work");
    const { data, handler } = recorder();
    await Promise.all([
      ...Array.from({ length: 1000 }, (_, n) => queue.enqueue(n)),
      ...Array.from({ length: 50 }, () => queue.enqueue("once", { key: "k" })),
    ]);
    expect(await queue.stats()).toMatchObject({ waiting: 1001 });
    await using _ = queue.consume(handler, { concurrency: 100 });
    await eventually(() => expect(new Set(data()).size).toBe(1001));
  });

  test("a worker that waits is told of each job, from whichever process it comes, and of one that is retried or delayed", async () => {
    // It would not look for itself within the time of this test.
    await using engine = ground.engine({ workerTimes: { lookEveryMs: 600_000 } });
    await using other = ground.engine();
    const { data, handler } = recorder();
    await using _ = engine.open("demo.work").consume(async (job) => {
      await handler(job);
      if (job.data === "fails" && job.attempt === 1) throw new Error("broken");
    });
    const expected: unknown[] = [];
    async function arrives(...what: string[]): Promise<void> {
      expected.push(...what);
      await eventually(() => expect(data()).toEqual(expected));
      // Only a worker that has ended its job waits to be told.
      await eventually(async () =>
        expect(await other.open("demo.work").stats()).toMatchObject({ active: 0, waiting: 0, delayed: 0 }),
      );
    }
    for (let n = 0; n < 5; n++) {
      for (const from of [engine, other]) {
        await from.open("demo.work").enqueue("now");
        await arrives("now");
      }
    }
    await other.open("demo.work").enqueue("later", { delayMs: 50 });
    await arrives("later");
    await other.open("demo.work").enqueue("fails", { backoffMs: 10 });
    await arrives("fails", "fails");
  });

  test("a job that fails is tried again after a pause, and ends as a dead letter that can be tried again or thrown away", async () => {
    await using engine = ground.engine();
    const queue = engine.open("demo.work");
    const attempts: number[] = [];
    let broken = true;
    await using _ = queue.consume(async ({ attempt }) => {
      attempts.push(attempt);
      if (broken) throw new Error("no server");
    });
    await queue.enqueue({ to: "a" }, { attempts: 3, backoffMs: 10 });
    await eventually(async () => expect(await queue.deadLetters({ limit: 10 })).toHaveLength(1));
    expect(attempts).toEqual([1, 2, 3]);
    const [letter] = await queue.deadLetters({ limit: 10 });
    expect(letter).toMatchObject({ data: { to: "a" }, reason: "no server", attempts: 3 });
    expect(await queue.stats()).toMatchObject({ failed: 1 });
    expect(ground.logged).toContainEqual(
      expect.stringMatching(/^job .* of queue "demo.work" failed 3 times and is a dead letter now$/),
    );

    broken = false;
    expect(await queue.retry(letter?.id ?? "")).toBe(true);
    await eventually(() => expect(attempts).toEqual([1, 2, 3, 1]));
    await eventually(async () => expect(await queue.deadLetters({ limit: 10 })).toEqual([]));
    expect(await queue.retry(letter?.id ?? "")).toBe(false);

    broken = true;
    await queue.enqueue("x", { attempts: 1 });
    await eventually(async () => expect(await queue.deadLetters({ limit: 10 })).toHaveLength(1));
    const [other] = await queue.deadLetters({ limit: 10 });
    expect([await queue.discard(other?.id ?? ""), await queue.discard(other?.id ?? "")]).toEqual([true, false]);
    expect(await queue.stats()).toMatchObject({ failed: 0 });
  });

  test("recurring jobs run on their grid in one of two processes, each due time once", async () => {
    await using one = ground.engine();
    await using other = ground.engine();
    const [first, second] = [recorder(), recorder()];
    await using _1 = one.open("demo.work").consume(first.handler, { concurrency: 10 });
    await using _2 = other.open("demo.work").consume(second.handler, { concurrency: 10 });
    const keys = Array.from({ length: 64 }, (_, n) => `key-${n}`);
    await one
      .open("demo.work")
      .schedule(keys.map((key, n) => ({ key, recurrence: { everyMs: 200, offsetMs: n }, data: key })));
    await eventually(() => {
      expect(first.seen.length).toBeGreaterThan(200);
      expect(second.seen.length).toBeGreaterThan(200);
    });
    const all = [...first.seen, ...second.seen];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { data, dueAt } of all) expect(dueAt % 200).toBe(keys.indexOf(String(data)));
    expect(await one.open("demo.work").stats()).toMatchObject({ recurring: 64 });
  });

  test("a key that is scheduled again runs as it was scheduled last, and one that is taken out runs no more, in every process", async () => {
    await using one = ground.engine();
    await using other = ground.engine();
    const { seen, data, handler } = recorder();
    await using _ = one.open("demo.work").consume(handler);
    const queue = other.open("demo.work");
    await queue.schedule([
      { key: "a", recurrence: { everyMs: 50 }, data: "old" },
      { key: "b", recurrence: { everyMs: 50 }, data: "b" },
    ]);
    await eventually(() => expect(new Set(data())).toEqual(new Set(["old", "b"])));
    await queue.schedule([{ key: "a", recurrence: { everyMs: 60 }, data: "new" }]);
    await queue.unschedule(["b"]);
    await eventually(() => expect(data().slice(-3)).toEqual(["new", "new", "new"]));
    seen.length = 0;
    await eventually(() => expect(seen.length).toBeGreaterThan(5));
    expect(new Set(data())).toEqual(new Set(["new"]));
    expect(seen.every(({ dueAt }) => dueAt % 60 === 0)).toBe(true);
    expect(await queue.recurring()).toEqual([{ key: "a", recurrence: { everyMs: 60 }, data: "new" }]);
  });

  test("a wrong calendar rule is refused, and nothing of its list is scheduled", async () => {
    await using engine = ground.engine();
    const queue = engine.open("demo.work");
    const jobs = [
      { key: "good", recurrence: { cron: "0 3 * * *", timeZone: "Europe/Berlin" }, data: 1 },
      { key: "bad", recurrence: { cron: "nonsense" }, data: 1 },
    ];
    await expect(queue.schedule(jobs)).rejects.toThrow('"nonsense" is not a calendar rule');
    expect(await queue.recurring()).toEqual([]);
    await queue.schedule(jobs.slice(0, 1));
    expect(await queue.recurring()).toEqual(jobs.slice(0, 1));
  });

  test("a recurring key never runs twice at the same time; what is left out is counted", async () => {
    await using engine = ground.engine();
    const queue = engine.open("demo.work");
    const { running, handler } = gate();
    await using _ = queue.consume(handler, { concurrency: 10 });
    await queue.schedule([{ key: "a", recurrence: { everyMs: 50 }, data: 1 }]);
    await eventually(async () => expect((await queue.stats()).skipped).toBeGreaterThan(3));
    expect(running).toHaveLength(1);
    expect(await queue.stats()).toMatchObject({ active: 1, recurring: 1 });
    running[0]?.done();
    await eventually(() => expect(running).toHaveLength(2));
    running[1]?.done();
  });

  test("the last failure of a recurring job is a dead letter, and running it again does not touch its grid", async () => {
    await using engine = ground.engine();
    const queue = engine.open("demo.work");
    const { seen, handler } = recorder();
    await queue.schedule([{ key: "a", recurrence: { everyMs: 20 }, data: "x" }]);
    {
      await using _ = queue.consume(async () => {
        throw new Error("broken");
      });
      await eventually(async () => expect(await queue.stats()).toMatchObject({ failed: 1 }));
    }
    const [letter, ...more] = await queue.deadLetters({ limit: 10 });
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ recurringKey: "a", data: "x", reason: "broken" });
    expect(ground.logged.filter((line) => line.startsWith('recurring job "a"'))).toHaveLength(1);
    await queue.unschedule(["b"]);
    expect(await queue.retry(letter?.id ?? "")).toBe(true);
    expect(await queue.retry(letter?.id ?? "")).toBe(false);
    expect(await queue.stats()).toMatchObject({ waiting: 1, recurring: 1 });
    await using _ = queue.consume(handler);
    await eventually(() => expect(seen.some(({ id }) => !id.startsWith("a@"))).toBe(true));
  });

  test("a consumer that ends hands back what it runs, and the next one runs it as the same try", async () => {
    await using one = ground.engine();
    await using other = ground.engine();
    const queue = one.open("demo.work");
    const { running, handler } = gate();
    const consumer = queue.consume(handler, { concurrency: 5 });
    await queue.enqueue("one-off", { attempts: 1 });
    await queue.schedule([
      { key: "daily", recurrence: { everyMs: 86_400_000, offsetMs: inHalfASecond() }, data: "tick" },
    ]);
    await eventually(() => expect(running).toHaveLength(2));
    const ended = consumer[Symbol.asyncDispose]();
    for (const { signal, fail } of running) {
      expect(signal.aborted).toBe(true);
      fail(new Error("broken off"));
    }
    await ended;
    const { seen, data, handler: record } = recorder();
    await using _ = other.open("demo.work").consume(record, { concurrency: 5 });
    await eventually(() => expect(new Set(data())).toEqual(new Set(["one-off", "tick"])));
    expect(seen.map(({ attempt }) => attempt)).toEqual([1, 1]);
    expect(seen.map(({ id }) => id).toSorted()).toEqual(running.map(({ job }) => job.id).toSorted());
    expect(await queue.deadLetters({ limit: 10 })).toEqual([]);
  });

  test("what waits is handed out with what is left of it, and can be taken out", async () => {
    await using engine = ground.engine();
    const queue = engine.open("demo.work");
    await queue.enqueue("now", { attempts: 5, backoffMs: 7 });
    await queue.enqueue("later", { delayMs: 60_000, key: "k" });
    const jobs = await queue.waiting({ limit: 10 });
    expect(new Set(jobs.map(({ data }) => data))).toEqual(new Set(["later", "now"]));
    expect(jobs.find(({ data }) => data === "now")?.options).toEqual({ delayMs: 0, attempts: 5, backoffMs: 7 });
    const later = jobs.find(({ data }) => data === "later")?.options;
    expect(later).toMatchObject({ key: "k", attempts: 3 });
    expect(later?.delayMs).toBeGreaterThan(50_000);
    await queue.remove(jobs.map(({ id }) => id));
    expect(await queue.waiting({ limit: 10 })).toEqual([]);
    await queue.enqueue("again", { key: "k" });
    expect(await queue.stats()).toMatchObject({ waiting: 1, delayed: 0 });
  });
});

/** The place on the daily grid that is due in half a second. */
const inHalfASecond = (): number => (Date.now() + 500) % 86_400_000;
