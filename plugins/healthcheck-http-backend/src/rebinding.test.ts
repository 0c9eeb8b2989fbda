import { expect, setDefaultTimeout, test } from "bun:test";
import { startFickleDns } from "./testing/fickle-dns.ts";
import { run } from "./testing/run.ts";

setDefaultTimeout(300_000);

const TRIES = 10_000;
const AT_ONCE = 50;

/** Two servers at one port: the one that may be reached, and the one that 0.0.0.0, which is never connected to, leads to. */
function startPair() {
  const hits = { allowed: 0, forbidden: 0 };
  const allowed = Bun.serve({ hostname: "127.0.0.2", port: 0, fetch: () => (hits.allowed++, new Response("allowed")) });
  const forbidden = Bun.serve({
    hostname: "127.0.0.1",
    port: allowed.port ?? 0,
    fetch: () => (hits.forbidden++, new Response("forbidden")),
  });
  return {
    hits,
    port: allowed.port,
    [Symbol.asyncDispose]: async () => void (await Promise.all([allowed.stop(true), forbidden.stop(true)])),
  };
}

test("a name that means another address each time it is asked never leads to one that is denied", async () => {
  await using servers = startPair();
  await using dns = await startFickleDns(["127.0.0.2", "0.0.0.0", "169.254.169.254", "127.0.0.2", "0.0.0.0"]);
  // The trap would work: whoever connected to what the name means a moment later would be there.
  expect(await (await fetch(`http://0.0.0.0:${servers.port}/`)).text()).toBe("forbidden");
  servers.hits.forbidden = 0;

  const outcomes = new Map<string, number>();
  let left = TRIES;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      // A name of its own for each run: the resolver would ask one question for all that wait for the same name.
      const url = `http://try-${left--}.rebind.example:${servers.port}/`;
      const result = await run({ url }, { lookup: dns.lookup });
      const outcome = result.outcome === "completed" ? result.outcome : result.code;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(servers.hits).toEqual({ allowed: (TRIES * 2) / 5, forbidden: 0 });
  expect(Object.fromEntries(outcomes)).toEqual({ completed: (TRIES * 2) / 5, ADDRESS_DENIED: (TRIES * 3) / 5 });
  // Once for each run: nothing is asked a second time between the judgement and the connection.
  expect(dns.asked()).toBe(TRIES);
});
