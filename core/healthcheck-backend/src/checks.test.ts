import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { SECRET_UNCHANGED } from "@checkstack/common";
import { impactOfSystems } from "./dependents.ts";
import { NINE } from "./testing/fixtures.ts";
import { openHealthcheck, SYSTEM, type OpenHealthcheck } from "./testing/open-healthcheck.ts";

setDefaultTimeout(60_000);
let open: OpenHealthcheck;
let target: ReturnType<typeof serveTarget>;
beforeAll(async () => {
  open = await openHealthcheck();
  target = serveTarget();
});
afterAll(async () => {
  await target.server.stop(true);
  await open[Symbol.asyncDispose]();
});

/** A server that answers what the test wants. */
function serveTarget() {
  const seen: { authorization: string | null }[] = [];
  const state = { status: 200, body: "well" };
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch({ headers }) {
      seen.push({ authorization: headers.get("authorization") });
      return new Response(state.body, { status: state.status });
    },
  });
  return { server, state, seen, url: server.url.href };
}

const input = (extra: Record<string, unknown> = {}, config: Record<string, unknown> = {}) => ({
  name: "Front page",
  systemId: SYSTEM,
  strategy: "probe",
  config: { url: target.url, ...config },
  ...extra,
});
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no error",
    (error: unknown) => error,
  );
const MINUTE = 60_000;

/** Runs what waits, and waits until it is stored. */
async function settle(): Promise<void> {
  const before = open.signals.filter(({ id }) => id === "healthcheck.run").length;
  const expected = before + open.queues.checks.waiting.length;
  await open.queues.checks.drain();
  while (open.signals.filter(({ id }) => id === "healthcheck.run").length < expected) await Bun.sleep(5);
}

test("the first run of a new check begins at once, and what it found is there", async () => {
  const check = await open.client.checks.create(input());
  expect(check).toMatchObject({ status: "unknown", statusSince: new Date(open.clock.at), intervalSeconds: 60 });
  await settle();
  expect(await open.client.checks.get({ id: check.id })).toMatchObject({ status: "healthy", message: "" });
  const { items } = await open.client.checks.runs({ id: check.id });
  expect(items).toMatchObject([
    { source: "here", status: "healthy", scheduledAt: new Date(open.clock.at), code: null },
  ]);
  expect(open.hooks.at(-1)).toMatchObject({ id: "healthcheck.checkStatusChanged", payload: { to: "healthy" } });
  expect(open.signals).toContainEqual(expect.objectContaining({ id: "healthcheck.checkStatus", subject: check.id }));
});

test("a check runs on its grid: the slot is stored once, however often the queue delivers it", async () => {
  const { id } = await open.client.checks.create(input());
  await settle();
  const job = open.queues.checks.recurring.get(id);
  expect(job?.recurrence).toMatchObject({ everyMs: MINUTE });
  const offset = job && "offsetMs" in job.recurrence ? (job.recurrence.offsetMs ?? 0) : 0;
  const dueAt = Math.ceil(open.clock.at / MINUTE) * MINUTE + MINUTE + offset;
  await Promise.all([open.queues.checks.due(id, dueAt), open.queues.checks.due(id, dueAt)]);
  await open.client.checks.run({ id });
  const { items } = await open.client.checks.runs({ id });
  expect(items.filter(({ source }) => source === "here").map(({ scheduledAt }) => scheduledAt)).toEqual([
    new Date(dueAt),
    new Date(NINE),
  ]);
});

test("a failure says why, keeps its evidence, and keeps what the last healthy run found", async () => {
  const { id } = await open.client.checks.create(
    input({ assertions: [{ field: "body", operator: "contains", value: "well" }], policy: { failuresToAlert: 1 } }),
  );
  await settle();
  target.state.status = 503;
  target.state.body = "ill";
  open.clock.at += MINUTE;
  const run = await open.client.checks.run({ id });
  target.state.status = 200;
  target.state.body = "well";
  expect(run).toMatchObject({
    source: "manual",
    status: "unhealthy",
    code: "UNEXPECTED_STATUS",
    message: "503 Service Unavailable; expected status 200-299",
    fields: { statusCode: 503, body: "ill" },
    assertions: [{ passed: false, actual: "ill", message: 'expected body to contain "well", was ill' }],
    evidence: { head: "HTTP/1.1 503" },
  });
  expect(await open.client.checks.runDetail({ id, runId: run.id })).toEqual(run);
  const { items } = await open.client.checks.runs({ id, status: "healthy" });
  const good = await open.client.checks.runDetail({ id, runId: items[0]?.id ?? "" });
  expect(good.fields).toEqual({ statusCode: 200, body: "well" });
  expect(good.lastHealthy).toBeNull();
  expect(run.lastHealthy).toEqual({ id: good.id, scheduledAt: good.scheduledAt, fields: good.fields });
  expect(await open.client.checks.get({ id })).toMatchObject({ status: "unhealthy", message: run.message });
  const failed = await open.client.checks.runs({ id, status: "unhealthy" });
  expect(failed.items.map(({ id: runId }) => runId)).toEqual([run.id]);
});

test("a paused check does not run, says so, and goes on where it is when it is resumed", async () => {
  const { id } = await open.client.checks.create(input());
  await settle();
  open.clock.at += MINUTE;
  expect(await open.client.checks.update({ id, paused: true })).toMatchObject({ paused: true, status: "paused" });
  expect(open.queues.checks.recurring.has(id)).toBe(false);
  expect(await open.client.checks.bulk({ ids: [id, "no id"], action: "pause" })).toEqual({ changed: 0 });
  open.clock.at += MINUTE;
  expect(await open.client.checks.bulk({ ids: [id], action: "resume" })).toEqual({ changed: 1 });
  await settle();
  expect(await open.client.checks.get({ id })).toMatchObject({ paused: false, status: "healthy" });
  const { items } = await open.client.checks.transitions({ id });
  expect(items.map(({ status }) => status).toReversed()).toEqual([
    "unknown",
    "healthy",
    "paused",
    "unknown",
    "healthy",
  ]);
  expect(items.filter(({ to }) => to === null)).toHaveLength(1);
});

test("a job that was scheduled before the check was paused or deleted runs nothing, and ends its schedule", async () => {
  const { id } = await open.client.checks.create(input({ paused: true }));
  await open.queues.checks.schedule([{ key: id, recurrence: { everyMs: MINUTE }, data: { checkId: id, revision: 1 } }]);
  await open.queues.checks.due(id, NINE);
  expect(open.queues.checks.recurring.has(id)).toBe(false);
  expect((await open.client.checks.runs({ id })).items).toEqual([]);
});

test("a changed check runs at once as it is now, in a process that remembers it as it was", async () => {
  const { id } = await open.client.checks.create(input({}, { url: "http://127.0.0.1:1/" }));
  await settle();
  open.clock.at += 1000;
  await open.client.checks.update({ id, config: { url: target.url } });
  await settle();
  const { items } = await open.client.checks.runs({ id });
  expect(items.map(({ status, slot }) => ({ status, slot }))).toEqual([
    { status: "healthy", slot: items[1]?.slot ?? 0 },
    { status: "unhealthy", slot: items[0]?.slot ?? 0 },
  ]);
});

test("a secret is sealed, never shown, kept when it is left alone, and used", async () => {
  const { id, config } = await open.client.checks.create(input({}, { token: "hunter2" }));
  expect(config).toMatchObject({ token: SECRET_UNCHANGED });
  const stored = await open.database.query("select config::text as text from checks where id = $1", [id]);
  expect(JSON.stringify(stored)).not.toContain("hunter2");
  const changed = await open.client.checks.update({ id, config: { ...config, timeoutMs: 500 } });
  expect(JSON.stringify(changed)).not.toContain("hunter2");
  const copy = await open.client.checks.clone({ id });
  expect(copy).toMatchObject({ name: "Front page (copy)", paused: true, status: "paused" });
  for (const checkId of [id, copy.id]) {
    await open.client.checks.run({ id: checkId });
    expect(target.seen.at(-1)?.authorization).toBe("Bearer hunter2");
  }
  target.seen.length = 0;
  await open.client.test({ strategy: "probe", config: { url: target.url }, assertions: [], checkId: id });
  expect(target.seen).toEqual([{ authorization: "Bearer hunter2" }]);
});

test("a test judges the latency too", async () => {
  const given = { strategy: "probe", config: { url: target.url }, assertions: [] };
  const policy = { degradedAfterMs: 0.001, unhealthyAfterMs: null };
  expect(await open.client.test({ ...given, policy })).toMatchObject({ status: "degraded", code: "TOO_SLOW" });
  expect(await open.client.test(given)).toMatchObject({ status: "healthy" });
});

test("a text is no number, and the field that it is compared with says so", async () => {
  const assertions = [{ field: "statusCode", operator: "equals" as const, value: "two hundred" }];
  expect(await codeOf(open.client.checks.create(input({ assertions })))).toMatchObject({
    code: "INVALID_CONFIG",
    data: { issues: [{ path: "assertions.0.value", message: "must be a number, because status code is one" }] },
  });
});

test("a test runs and stores nothing", async () => {
  const [before] = await open.database.query("select count(*) from runs");
  const result = await open.client.test({
    strategy: "probe",
    config: { url: target.url },
    assertions: [{ field: "statusCode", operator: "equals", value: 404, severity: "degraded" }],
  });
  expect(result).toMatchObject({
    status: "degraded",
    code: "ASSERTION_FAILED",
    message: "expected status code to be 404, was 200",
    fields: { statusCode: 200 },
  });
  expect(await open.database.query("select count(*) from runs")).toEqual([before ?? {}]);
});

test("wrong input is refused with its field", async () => {
  expect(await codeOf(open.client.checks.create(input({}, { url: "no url", timeoutMs: 1 })))).toMatchObject({
    code: "INVALID_CONFIG",
    data: {
      issues: [
        { path: "config.url", message: "must be a URL" },
        { path: "config.timeoutMs", message: expect.stringContaining("100") },
      ],
    },
  });
  const assertions = [{ field: "statusCode", operator: "contains" as const, value: "2" }];
  expect(await codeOf(open.client.checks.create(input({ assertions })))).toMatchObject({
    code: "INVALID_CONFIG",
    data: { issues: [{ path: "assertions.0.operator" }] },
  });
  expect(await codeOf(open.client.checks.create(input({ strategy: "smoke" })))).toMatchObject({
    code: "STRATEGY_NOT_FOUND",
    message: 'There is no strategy "smoke"; there is: probe.',
  });
  expect(await codeOf(open.client.checks.create(input({ systemId: "x" })))).toMatchObject({ code: "SYSTEM_NOT_FOUND" });
  expect(await codeOf(open.client.checks.get({ id: "x" }))).toMatchObject({
    code: "CHECK_NOT_FOUND",
    data: { id: "x" },
  });
  expect(await codeOf(open.client.checks.list({ cursor: "x" }))).toMatchObject({ code: "BAD_REQUEST" });
});

test("a time limit that somebody chose must fit the interval; the strategy's own is cut to it", async () => {
  expect(await codeOf(open.client.checks.create(input({ intervalSeconds: 5 }, { timeoutMs: 5000 })))).toMatchObject({
    code: "TIMEOUT_TOO_LONG",
    data: { timeoutMs: 5000, intervalSeconds: 5 },
  });
  const { id } = await open.client.checks.create(input({ intervalSeconds: 5 }));
  expect(await codeOf(open.client.checks.update({ id, config: { url: target.url, timeoutMs: 20_000 } }))).toMatchObject(
    {
      code: "TIMEOUT_TOO_LONG",
    },
  );
  await settle();
});

test("a check whose strategy is gone is inconclusive, and runs again when the strategy is back", async () => {
  const { id } = await open.client.checks.create(input());
  await settle();
  const probe = open.strategies.get("probe");
  open.strategies.remove("probe");
  open.clock.at += MINUTE;
  await open.queues.checks.due(id, open.clock.at);
  open.clock.at += MINUTE;
  if (probe) open.strategies.add(probe);
  expect(open.queues.checks.waiting.map(({ data }) => data)).toEqual([{ checkId: id, revision: 1, awaited: true }]);
  await settle();
  const { items } = await open.client.checks.runs({ id });
  expect(items.map(({ status, code }) => `${status} ${code}`)).toEqual([
    "healthy null",
    "inconclusive STRATEGY_NOT_RUNNING",
    "healthy null",
  ]);
});

test("checks of deleted systems go, with all that was stored of them", async () => {
  const { id } = await open.client.checks.create(input());
  await settle();
  expect(await impactOfSystems(open.database, [SYSTEM, "x"])).toEqual([
    { label: "health checks", count: (await open.client.checks.list({})).items.length },
    { label: "stored runs", count: expect.any(Number) },
  ]);
  await open.healthcheck.deleteOfSystems([SYSTEM]);
  expect(await codeOf(open.client.checks.get({ id }))).toMatchObject({ code: "CHECK_NOT_FOUND" });
  expect(open.queues.checks.recurring.size).toBe(0);
  await open.queues.upkeep.due("purge", NINE);
  for (const table of ["runs", "run_details", "rollup_minutes", "check_states", "status_intervals", "schedules"]) {
    expect(await open.database.query(`select count(*)::int as n from ${table}`)).toEqual([{ n: 0 }]);
  }
});
