import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { fileURLToPath } from "node:url";
import { spawn, type ChildProcess } from "node:child_process";
import * as z from "zod";
import { run } from "./testing/run.ts";

let target: ChildProcess;
let base = "";

beforeAll(async () => {
  const script = fileURLToPath(new URL("./testing/hostile-target.ts", import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
  target = child;
  const line = await new Promise<string>((told) => child.stdout.once("data", (data) => told(String(data))));
  base = `http://127.0.0.1:${z.object({ port: z.number().positive() }).parse(JSON.parse(line)).port}`;
});

afterAll(() => {
  target.stdin?.end();
});

/** However loaded the machine is, a time limit is not taken for noticed too late. */
const patient = { now: () => Date.now(), monotonic: () => performance.now() / 1000 };

describe.concurrent("a target that never comes to an end is given up, with the phase it was in", () => {
  test.each([
    ["/drip-body", "no answer within 1 s: the response began, but did not end"],
    ["/half-body", "no answer within 1 s: the response began, but did not end"],
    ["/drip-header", "no answer within 1 s: connected, but the response did not begin"],
    ["/silence", "no answer within 1 s: connected, but the response did not begin"],
  ])("%s", async (path, reason) => {
    expect(await run({ url: `${base}${path}`, timeoutMs: 1000 }, { clock: patient })).toMatchObject({
      outcome: "failed",
      code: "TIMEOUT",
      reason,
    });
  });

  test("TLS that is never answered", async () => {
    const result = await run(
      { url: `${base.replace("http:", "https:")}/silence`, timeoutMs: 1000 },
      { clock: patient },
    );
    expect(result).toMatchObject({
      code: "TIMEOUT",
      reason: "no answer within 1 s: the TLS handshake did not finish",
    });
  });
});

describe("of a body without end only the beginning is read", () => {
  test.each(["/infinite-body", "/infinite-chunks", "/gzip-bomb"])("%s", async (path) => {
    const result = await run({ url: `${base}${path}`, maxBodyBytes: 100_000 });
    expect(result).toMatchObject({ outcome: "completed", fields: { bodyBytes: 100_000, bodyTruncated: true } });
  });

  test("twenty at once take little memory", async () => {
    await run({ url: `${base}/gzip-bomb` });
    Bun.gc(true);
    const before = process.memoryUsage().rss;
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => run({ url: `${base}${i % 2 ? "/gzip-bomb" : "/infinite-body"}` })),
    );
    // 100 MB unpacked each; 8 MB each are allowed.
    expect(process.memoryUsage().rss - before).toBeLessThan(160_000_000);
  });
});

describe("what breaks off or is not HTTP says so", () => {
  test.each([
    ["/infinite-headers", "PROTOCOL_ERROR"],
    ["/infinite-header", "PROTOCOL_ERROR"],
    ["/infinite-1xx", "PROTOCOL_ERROR"],
    ["/not-http", "PROTOCOL_ERROR"],
    ["/not-gzip", "PROTOCOL_ERROR"],
    ["/close", "CONNECTION_RESET"],
    ["/reset", "CONNECTION_RESET"],
    ["/cut-body", "CONNECTION_RESET"],
    ["/reset-body", "CONNECTION_RESET"],
    ["/redirect-loop", "TOO_MANY_REDIRECTS"],
    ["/redirect-with-body", "TOO_MANY_REDIRECTS"],
  ])("%s is %s", async (path, code) => {
    const result = await run({ url: `${base}${path}`, timeoutMs: 3000 });
    expect(result).toMatchObject({ outcome: "failed", code, reason: expect.stringMatching(/.{20}/) });
  });

  test("a change of protocol that nobody asked for is a status that is not accepted", async () => {
    expect(await run({ url: `${base}/upgrade`, timeoutMs: 1000 })).toMatchObject({ code: "STATUS_NOT_ACCEPTED" });
  });
});

test("a run that nobody waits for any more ends at once, and says nothing of the target", async () => {
  const result = await run({ url: `${base}/silence`, timeoutMs: 60_000 }, { signal: AbortSignal.timeout(50) });
  expect(result).toMatchObject({ outcome: "inconclusive", code: "CANCELLED" });
});

test("a time limit that this process noticed far too late says nothing of the target", async () => {
  const hurried = { now: () => Date.now(), monotonic: () => performance.now() * 20 };
  expect(await run({ url: `${base}/silence`, timeoutMs: 100 }, { clock: hurried })).toMatchObject({
    outcome: "inconclusive",
    code: "STARVED",
    reason: expect.stringMatching(/^this process was too busy/),
  });
});
