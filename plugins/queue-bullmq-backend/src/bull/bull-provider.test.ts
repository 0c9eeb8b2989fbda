import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Job } from "@checkstack/backend-api";
import { grounds } from "../testing/engines.ts";
import { eventually } from "../testing/eventually.ts";

setDefaultTimeout(30_000);

/** Keeps what it was given. */
function recorder() {
  const seen: Job[] = [];
  return { seen, handler: async (job: Job) => void seen.push(job) };
}

for (const [kind, makeGround] of Object.entries(grounds)) {
  describe(`on ${kind}`, () => {
    test("a job that one process enqueues runs in another, once, with its data", async () => {
      await using ground = await makeGround();
      await using one = ground.engine();
      await using other = ground.engine();
      const { seen, handler } = recorder();
      await using _ = other.open("demo.work").consume(handler);
      await one.open("demo.work").enqueue({ n: [1, null, "ü"] });
      await eventually(() =>
        expect(seen.map(({ data, attempt }) => ({ data, attempt }))).toEqual([
          { data: { n: [1, null, "ü"] }, attempt: 1 },
        ]),
      );
    });

    test("a recurring job runs on its grid in one of two processes, each due time once", async () => {
      await using ground = await makeGround();
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
      for (const { data, dueAt } of all) expect(dueAt % 200).toBe(keys.indexOf(String(data)) % 200);
    });
  });
}
