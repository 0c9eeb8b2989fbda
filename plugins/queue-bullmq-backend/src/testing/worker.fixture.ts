/**
 * A process that consumes `demo.work` until somebody kills it: `bun worker.fixture.ts '<Where as JSON>'`. It writes a line
 * for each job that it begins; a job whose data is "hang" never ends.
 */
import { connectHere, whereSchema } from "./where.ts";

const engine = connectHere(whereSchema.parse(JSON.parse(process.argv[2] ?? "")), {
  // What it has begun when it is killed is not waited for long.
  workerTimes: { lockMs: 1000 },
});
engine.open("demo.work").consume(
  async ({ data, dueAt }) => {
    process.stdout.write(`${JSON.stringify({ data, dueAt })}\n`);
    if (data === "hang") await new Promise(() => {});
  },
  { concurrency: 50 },
);
