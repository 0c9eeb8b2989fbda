import { expect, test } from "bun:test";
import * as z from "zod";
import { silent } from "../testing/silent-logger.ts";
import { until } from "../testing/until.ts";
import { createInterest, EVERYTHING, type Interest } from "./interest.ts";
import { createInterestTeller } from "./interest-teller.ts";
import { createSignalRelay } from "./signal-relay.ts";

const batchSchema = z.array(z.object({ id: z.string(), subject: z.string().optional(), payload: z.unknown() }));

/** An instance that keeps what it is sent. */
function listener(id: string) {
  const got: string[] = [];
  return {
    id,
    got,
    async sendSignals(batch: string) {
      for (const { id: signal, subject, payload } of batchSchema.parse(JSON.parse(batch))) {
        got.push(`${signal}#${subject} ${String(payload)}`);
      }
    },
  };
}

const at = new Date(0).toISOString();

test("signals go where somebody listens for them, each subject's last one, and who has not told gets all", async () => {
  const [one, none, all] = [listener("one"), listener("none"), listener("all")];
  const interests: Record<string, Interest> = { one: createInterest(["run.stored#1"]), none: createInterest([]) };
  using relay = createSignalRelay({
    neighbours: () => [one, none, all],
    interestOf: (id) => interests[id] ?? EVERYTHING,
    logger: silent,
  });
  for (const payload of [1, 2]) {
    for (const subject of ["1", "2"]) relay.send({ id: "run.stored", subject, payload, at });
  }
  await until(() => all.got.length > 0);
  expect([one.got, none.got, all.got]).toEqual([["run.stored#1 2"], [], ["run.stored#1 2", "run.stored#2 2"]]);
});

test("who begins to listen a moment after a signal still gets it", async () => {
  const late = listener("late");
  let interest = createInterest([]);
  using relay = createSignalRelay({ neighbours: () => [late], interestOf: () => interest, logger: silent });
  relay.send({ id: "run.stored", subject: "1", payload: 1, at });
  interest = createInterest(["run.stored"]);
  await until(() => late.got.length > 0);
});

test("what is listened for is told after each change, and again until it was heard", async () => {
  const heard: string[] = [];
  let fails = true;
  const neighbour = {
    id: "other",
    async sendInterest(told: string) {
      fails = !fails;
      if (!fails) throw new Error("connection lost");
      heard.push(told);
    },
  };
  let wanted: string[] = [];
  const changes = new Set<() => void>();
  const signals = {
    wanted: () => wanted,
    onWanted(change: () => void) {
      changes.add(change);
      return { [Symbol.dispose]: () => void changes.delete(change) };
    },
  };
  using teller = createInterestTeller({ signals, neighbours: () => [neighbour], logger: silent });
  teller.tell();
  await until(() => heard.length === 1);
  wanted = ["b.c", "a.b"];
  for (const change of changes) change();
  await until(() => heard.length === 2);
  teller.tell();
  expect(heard).toEqual(["[]", '["a.b","b.c"]']);
});
