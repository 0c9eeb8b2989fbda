import { expect, test } from "bun:test";
import { createCoalescer, type Schedule } from "./coalescer.ts";

/** Time that passes when the test says so. */
function manualTime() {
  let now = 0;
  const due: { at: number; run: () => void }[] = [];
  const schedule: Schedule = (ms, run) => {
    const entry = { at: now + ms, run };
    due.push(entry);
    return () => void due.splice(due.indexOf(entry), 1);
  };
  const pass = (ms: number) => {
    const end = now + ms;
    for (;;) {
      const next = due.toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      due.splice(due.indexOf(next), 1);
      now = next.at;
      next.run();
    }
    now = end;
  };
  return { schedule, pass, now: () => now, pending: () => due.length };
}

function create() {
  const time = manualTime();
  const delivered: string[] = [];
  const coalescer = createCoalescer<string>({
    intervalMs: 250,
    schedule: time.schedule,
    deliver: (value) => void delivered.push(`${time.now()} ${value}`),
  });
  return { ...time, coalescer, delivered };
}

test("the first goes at once, of those within a window the last, and the very last always", () => {
  const { coalescer, delivered, pass } = create();
  coalescer.push("a", "1");
  coalescer.push("a", "2");
  pass(100);
  coalescer.push("a", "3");
  pass(200);
  coalescer.push("a", "4");
  pass(1000);
  expect(delivered).toEqual(["0 1", "250 3", "500 4"]);
});

test("a second of constant news is five deliveries and no more", () => {
  const { coalescer, delivered, pass } = create();
  for (let ms = 0; ms < 1000; ms += 10) {
    coalescer.push("a", String(ms));
    pass(10);
  }
  expect(delivered).toEqual(["0 0", "250 240", "500 490", "750 740", "1000 990"]);
});

test("one subject does not hold up another", () => {
  const { coalescer, delivered } = create();
  coalescer.push("a", "1");
  coalescer.push("b", "1");
  expect(delivered).toEqual(["0 1", "0 1"]);
});

test("a quiet subject is forgotten, and disposing calls off what waits", () => {
  const { coalescer, delivered, pass, pending } = create();
  coalescer.push("a", "1");
  pass(250);
  expect(pending()).toBe(0);
  coalescer.push("a", "2");
  coalescer.push("a", "3");
  coalescer[Symbol.dispose]();
  pass(1000);
  expect(delivered).toEqual(["0 1", "250 2"]);
});
