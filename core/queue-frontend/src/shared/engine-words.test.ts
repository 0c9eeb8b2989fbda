import { expect, test } from "bun:test";
import { describeEngine } from "./engine-words.ts";

test("the engine is told by its name, with the number of processes whose queues it runs", () => {
  const running = { id: "postgres", displayName: "PostgreSQL" };
  expect(describeEngine({ running, processes: 1 })).toBe("The engine “PostgreSQL” runs the queues of one process.");
  expect(describeEngine({ running, processes: 3 })).toBe("The engine “PostgreSQL” runs the queues of 3 processes.");
  expect(describeEngine({ running: null, processes: 1 })).toBe("No engine runs the queues.");
});
