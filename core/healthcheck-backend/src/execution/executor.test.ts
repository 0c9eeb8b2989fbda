import { expect, test } from "bun:test";
import { checkPolicySchema } from "@checkstack/healthcheck-common";
import { ORPCError } from "@orpc/server";
import { createTestClock } from "../testing/fixtures.ts";
import { toySecrets } from "../testing/open-healthcheck.ts";
import { createProbe, createTestStrategies } from "../testing/probe.ts";
import { createExecutor, type Subject } from "./executor.ts";
import { createStallWatch } from "./stall-watch.ts";

/** A server that takes connections and never says a word. */
const silence = () => Bun.listen({ port: 0, hostname: "127.0.0.1", socket: { data() {} } });

function start() {
  const clock = createTestClock();
  const strategies = createTestStrategies();
  strategies.add(createProbe());
  const stalls = createStallWatch({ clock });
  const executor = createExecutor({ strategies, secrets: toySecrets, clock, stalls });
  return { executor, strategies, stalls, [Symbol.dispose]: () => stalls[Symbol.dispose]() };
}

const subject = (url: string, extra: Partial<Subject> = {}): Subject => ({
  strategy: "probe",
  config: { url, timeoutMs: 100 },
  configVersion: 1,
  place: "checks/1/config",
  intervalMs: 60_000,
  assertions: [],
  policy: checkPolicySchema.parse({}),
  ...extra,
});

test("a strategy that heeds no signal is left behind soon after its time limit", async () => {
  using server = disposable(silence());
  using started = start();
  expect(await started.executor.execute(subject(`http://127.0.0.1:${server.port}/`))).toMatchObject({
    status: "unhealthy",
    code: "TIMEOUT",
    message: "no answer within 100 ms",
    latencyMs: null,
  });
});

test("a time limit that passed while this process stood still says nothing of the target", async () => {
  using server = disposable(silence());
  using started = start();
  const running = started.executor.execute(subject(`http://127.0.0.1:${server.port}/`));
  await new Promise((resolve) => setImmediate(resolve));
  Bun.sleepSync(1500);
  expect(await running).toMatchObject({ status: "inconclusive", code: "STALLED" });
});

test("a run that is cut off because this instance stops says nothing of the target", async () => {
  using server = disposable(silence());
  using started = start();
  const stopping = new AbortController();
  const running = started.executor.execute(
    subject(`http://127.0.0.1:${server.port}/`, { config: { url: `http://127.0.0.1:${server.port}/` } }),
    {
      stop: stopping.signal,
    },
  );
  stopping.abort();
  expect(await running).toMatchObject({ status: "inconclusive", code: "STOPPED" });
});

test("a target that is not there is not held against the assertions", async () => {
  using started = start();
  const assertions = [{ field: "statusCode", operator: "equals", value: 200, severity: "unhealthy" } as const];
  expect(await started.executor.execute(subject("http://127.0.0.1:1/", { assertions }))).toMatchObject({
    status: "unhealthy",
    code: "CONNECTION_REFUSED",
    assertions: [],
  });
});

test("a configuration that no longer fits its strategy makes no outage", async () => {
  using started = start();
  expect(await started.executor.execute(subject("no url"))).toMatchObject({
    status: "inconclusive",
    code: "CONFIG_UNUSABLE",
  });
  const sealed = { config: { url: "http://127.0.0.1:1/", token: { $sealed: "for another place" } } };
  expect(await started.executor.execute(subject("", sealed))).toMatchObject({
    code: "CONFIG_UNUSABLE",
    message: expect.stringContaining("sealed for another place"),
  });
});

test("a strategy that is not running is said so", async () => {
  using started = start();
  started.strategies.remove("probe");
  expect(await started.executor.execute(subject("http://127.0.0.1:1/"))).toMatchObject({
    status: "inconclusive",
    code: "STRATEGY_NOT_RUNNING",
    message: expect.stringContaining('strategy "probe" is not running'),
  });
});

test("a strategy whose process ends in the middle of a run makes no outage", async () => {
  using started = start();
  const gone = async () => {
    throw new ORPCError("PLUGIN_UNAVAILABLE", { status: 503, message: 'Plugin "probe" was lost while it answered.' });
  };
  const probe = createProbe();
  const findings = {
    status: "inconclusive",
    code: "STRATEGY_UNREACHABLE",
    message: 'strategy "probe" could not be asked: Plugin "probe" was lost while it answered.',
  };
  started.strategies.add({ ...probe, client: { parseConfig: probe.client.parseConfig, execute: gone } });
  expect(await started.executor.execute(subject("http://127.0.0.1:1/"))).toMatchObject(findings);
  started.strategies.add({ ...probe, client: { parseConfig: gone, execute: probe.client.execute } });
  expect(await started.executor.execute(subject("http://127.0.0.1:1/"))).toMatchObject(findings);
});

const disposable = (listener: ReturnType<typeof silence>) => ({
  port: listener.port,
  [Symbol.dispose]: () => listener.stop(true),
});
