import { afterAll, describe, expect, test } from "bun:test";
import type { StrategyResult } from "@checkstack/healthcheck-common";
import { createAuthority, createSelfSigned, type TestCertificate } from "./testing/certificates.ts";
import { run } from "./testing/run.ts";

const DAY_MS = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);
const authority = createAuthority("Test authority");
const servers: { stop(force: boolean): Promise<void> }[] = [];

afterAll(async () => {
  for (const server of servers) await server.stop(true);
});

function serve(tls: TestCertificate): string {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", tls, fetch: () => new Response("ok") });
  servers.push(server);
  return `https://localhost:${server.port}/`;
}

const check = (
  certificate: TestCertificate,
  tls: { verify?: boolean; ca?: string; minimumDaysLeft?: number } = {},
): Promise<StrategyResult> => run({ url: serve(certificate), tls: { ca: authority.cert, ...tls } });

describe("a certificate of a trusted authority", () => {
  const good = authority.issue({ name: "good", hosts: ["localhost", "example.test"], notAfter: inDays(30.5) });

  test("is fine, is told, and its handshake has a phase of its own", async () => {
    const result = await check(good);
    expect(result).toMatchObject({
      outcome: "completed",
      fields: { certificateDaysLeft: 30, certificateExpiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
      evidence: {
        tls: { protocol: "TLSv1.3" },
        certificate: {
          subject: "good",
          issuer: "Test authority",
          names: "DNS:localhost, DNS:example.test",
          sha256: expect.stringMatching(/^([0-9A-F]{2}:){31}/),
        },
      },
    });
    expect(Object.keys(result.outcome === "completed" ? result.timings : {})).toEqual([
      "dns",
      "connect",
      "tls",
      "firstByte",
      "transfer",
    ]);
  });

  test("makes the run degraded when it expires soon, and leaves all that was found", async () => {
    expect(await check(good, { minimumDaysLeft: 31 })).toMatchObject({
      outcome: "failed",
      severity: "degraded",
      code: "CERTIFICATE_EXPIRES_SOON",
      reason: "the certificate expires in 30 days, fewer than 31",
      fields: { statusCode: 200 },
    });
  });
});

describe("a certificate that is not good enough says why", () => {
  const refused = (code: string, reason: RegExp) => ({
    outcome: "failed",
    code,
    reason: expect.stringMatching(reason),
    fields: {},
    evidence: { certificate: { sha256: expect.any(String) } },
  });

  test("self-signed", async () => {
    const certificate = createSelfSigned({ name: "self", hosts: ["localhost"], notAfter: inDays(30) });
    expect(await check(certificate)).toMatchObject(
      refused("TLS_UNTRUSTED", /^the certificate of localhost is self-signed/),
    );
  });

  test("of an authority that nobody knows", async () => {
    const certificate = createAuthority("Nobody").issue({ name: "x", hosts: ["localhost"], notAfter: inDays(30) });
    expect(await check(certificate)).toMatchObject(refused("TLS_UNTRUSTED", /Nobody/));
  });

  test("expired", async () => {
    const certificate = authority.issue({ name: "old", hosts: ["localhost"], notAfter: new Date("2024-02-01") });
    expect(await check(certificate)).toMatchObject(refused("TLS_EXPIRED", /expired on 2024-02-01$/));
  });

  test("not valid yet", async () => {
    const certificate = authority.issue({
      name: "new",
      hosts: ["localhost"],
      notBefore: inDays(1),
      notAfter: inDays(30),
    });
    expect(await check(certificate)).toMatchObject(refused("TLS_EXPIRED", /not valid before/));
  });

  test("for another host", async () => {
    const certificate = authority.issue({ name: "other", hosts: ["other.test"], notAfter: inDays(30) });
    expect(await check(certificate)).toMatchObject(
      refused("TLS_NAME_MISMATCH", /not for localhost but for DNS:other.test$/),
    );
  });
});

test("with verification off every certificate will do, and is still shown", async () => {
  const certificate = createSelfSigned({ name: "self", hosts: ["other.test"], notAfter: new Date("2024-02-01") });
  expect(await check(certificate, { verify: false })).toMatchObject({
    outcome: "completed",
    evidence: { certificate: { subject: "self" } },
  });
});

test("nothing is sent to a host whose certificate was refused", async () => {
  let requests = 0;
  const certificate = createSelfSigned({ name: "self", hosts: ["localhost"], notAfter: inDays(30) });
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    tls: certificate,
    fetch: () => new Response(String(++requests)),
  });
  servers.push(server);
  await run({ url: `https://localhost:${server.port}/`, auth: { type: "bearer", token: "t" } });
  expect(requests).toBe(0);
});

test("credentials do not follow a redirect from TLS to plain HTTP", async () => {
  const authorizations: (string | null)[] = [];
  const plain = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: ({ headers }) => {
      authorizations.push(headers.get("authorization"));
      return new Response("ok");
    },
  });
  const certificate = authority.issue({ name: "good", hosts: ["localhost"], notAfter: inDays(30) });
  const secure = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    tls: certificate,
    fetch: () => Response.redirect(`http://localhost:${plain.port}/`),
  });
  servers.push(plain, secure);
  const result = await run({
    url: `https://localhost:${secure.port}/`,
    tls: { ca: authority.cert },
    auth: { type: "bearer", token: "t" },
  });
  expect(result).toMatchObject({ outcome: "completed", fields: { redirects: 1 } });
  expect(authorizations).toEqual([null]);
});
