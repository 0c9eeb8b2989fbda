import { afterAll, afterEach, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { PARTITIONS } from "../grid/grid-store.ts";
import { grounds, type Ground } from "../testing/engines.ts";
import { eventually } from "../testing/eventually.ts";
import { handBackLost } from "./lost-jobs.ts";
import { connectHere, connectTo } from "../testing/where.ts";

setDefaultTimeout(60_000);

const TEN_MINUTES = 600_000;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

describe.each(Object.entries(grounds))("on %s", (_kind, makeGround) => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await makeGround();
  });
  afterEach(() => ground.clear());
  afterAll(() => ground[Symbol.asyncDispose]());

  test("a job that was handed out while the connection broke does not wait until its lock has run out", async () => {
    await using way = await ground.behindGate();
    await using other = ground.engine();
    const jobs = ["first", "the one that is lost", "last"];
    const seen: unknown[] = [];
    const lost = way.gate.loseAnswer("the one that is lost");
    await using engine = connectHere(way.where, { logger: silent, workerTimes: { lockMs: TEN_MINUTES } });
    await using _ = engine.open("demo.work").consume(async ({ data, attempt }) => void seen.push([data, attempt]));
    for (const data of jobs) await other.open("demo.work").enqueue(data, { attempts: 1 });
    await lost;
    await eventually(() => expect(seen).toHaveLength(3));
    expect(new Set(seen.map(String))).toEqual(new Set(jobs.map((data) => `${data},1`)));
    expect(await other.open("demo.work").deadLetters({ limit: 10 })).toEqual([]);
  });

  test("a job that its worker has in hand is not handed back, one that it never heard of is, as the same try", async () => {
    await using connection = await connectTo(ground.where, { leaseMs: TEN_MINUTES, onError: () => {} });
    const queue = connection.queue("demo.work");
    const seen: number[] = [];
    const ended = Promise.withResolvers<void>();
    const worker = connection.worker("demo.work", {
      name: "ours",
      concurrency: 2,
      retryDelayMs: () => 0,
      async process({ attemptsMade }) {
        seen.push(attemptsMade);
        if (seen.length === 1) await ended.promise;
        return "done";
      },
    });
    await queue.add("job", { data: 1, backoffMs: 0 }, {});
    await eventually(() => expect(seen).toHaveLength(1));
    const handBack = (holds: (id: string) => boolean, workerName: string) =>
      handBackLost({ queue, worker: { ...worker, holds }, workerName, wait: async () => {} });
    const holds = (id: string) => worker.holds(id);
    await handBack(holds, "ours");
    await handBack(() => false, "another's");
    expect(await queue.getJobCounts("active", "waiting")).toEqual({ active: 1, waiting: 0 });
    await handBack(() => false, "ours");
    await eventually(() => expect(seen).toEqual([0, 0]));
    ended.resolve();
    await worker.close();
    await queue.close();
  });

  test("shares of recurring jobs that were taken by a beat whose answer was lost are ours with the next", async () => {
    await using connection = await connectTo(ground.where, { leaseMs: TEN_MINUTES, onError: () => {} });
    const figures = { waiting: 0, active: 0, skipped: 0, oldestDueAt: null };
    const report = { queue: "demo.work", held: [], released: [], failures: [], figures };
    const beat = async (owner: string) => (await connection.gridStore.beat(owner, [report]))[0];
    // On PostgreSQL the first beat makes the shares, and the next one takes them.
    await eventually(async () => expect((await beat("one"))?.held).toHaveLength(PARTITIONS));
    expect((await beat("one"))?.held).toHaveLength(PARTITIONS);
    expect((await beat("two"))?.held).toEqual([]);
  });
});
