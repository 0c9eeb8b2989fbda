import { afterAll, describe, expect, test } from "bun:test";
import { networkInterfaces } from "node:os";
import { gzipSync, brotliCompressSync, deflateSync } from "node:zlib";
import { run } from "./testing/run.ts";

/** What the servers below were sent, by path. */
const received = new Map<string, { method: string; headers: Headers; body: string }>();

async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  received.set(url.pathname, { method: request.method, headers: request.headers, body: await request.text() });
  const to = url.searchParams.get("to");
  if (to !== null)
    return new Response(null, { status: Number(url.searchParams.get("status") ?? 302), headers: { location: to } });
  switch (url.pathname) {
    case "/json":
      return Response.json({ up: true, items: [1, 2] }, { headers: { "x-version": "7" } });
    case "/broken-json":
      return new Response("{", { headers: { "content-type": "application/json" } });
    case "/503":
      return new Response("out of order", { status: 503, headers: { "set-cookie": "session=c4n4ry; Path=/" } });
    case "/gzip":
      return new Response(gzipSync("packed"), { headers: { "content-encoding": "gzip" } });
    case "/br":
      return new Response(brotliCompressSync("packed"), { headers: { "content-encoding": "br" } });
    case "/deflate":
      return new Response(deflateSync("packed"), { headers: { "content-encoding": "deflate" } });
    case "/nul":
      return new Response("a\0b");
    case "/latin1":
      return new Response(Buffer.from("caf\xe9", "latin1"), {
        headers: { "content-type": "text/plain; charset=ISO-8859-1" },
      });
    default:
      return new Response("ok");
  }
}

const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: answer });
const other = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: answer });
const base = `http://127.0.0.1:${server.port}`;

afterAll(async () => {
  await server.stop(true);
  await other.stop(true);
});

describe("a good answer", () => {
  test("gives every field, and times for every phase", async () => {
    const result = await run({ url: `${base}/json` });
    expect(result).toMatchObject({
      outcome: "completed",
      fields: {
        statusCode: 200,
        body: '{"up":true,"items":[1,2]}',
        json: { up: true, items: [1, 2] },
        headers: { "x-version": "7" },
        finalUrl: `${base}/json`,
        redirects: 0,
        ipAddress: "127.0.0.1",
        bodyBytes: 25,
        bodyTruncated: false,
      },
      evidence: { request: `GET ${base}/json`, response: { statusLine: "HTTP/1.1 200 OK" } },
    });
    if (result.outcome !== "completed") throw new Error(result.reason);
    expect(Object.keys(result.timings)).toEqual(["dns", "connect", "firstByte", "transfer"]);
    const sum = Object.values(result.timings).reduce((total, ms) => total + ms, 0);
    expect(Math.abs(sum - result.latencyMs)).toBeLessThan(0.01);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  test.each(["/gzip", "/br", "/deflate"])("is unpacked: %s", async (path) => {
    expect(await run({ url: base + path })).toMatchObject({ fields: { body: "packed" } });
  });

  test("is read in its character set", async () => {
    expect(await run({ url: `${base}/latin1` })).toMatchObject({ fields: { body: "café" } });
  });

  test("holds no NUL, which could not be stored", async () => {
    expect(await run({ url: `${base}/nul` })).toMatchObject({ fields: { body: "a\uFFFDb" } });
  });

  test("of JSON that is none stays a text", async () => {
    const result = await run({ url: `${base}/broken-json` });
    expect(result).toMatchObject({ outcome: "completed", fields: { body: "{" } });
    expect(result).not.toHaveProperty("fields.json");
  });

  test("is cut at the limit", async () => {
    expect(await run({ url: `${base}/json`, maxBodyBytes: 5 })).toMatchObject({
      fields: { body: '{"up"', bodyTruncated: true },
    });
  });
});

describe("what is sent", () => {
  test("is the method, the headers and the body of the configuration", async () => {
    await run({
      url: `${base}/sent?a=b`,
      method: "PUT",
      headers: { "X-Mine": "1", Host: "virtual.example" },
      body: "grüße",
    });
    const request = received.get("/sent");
    expect([request?.method, request?.body]).toEqual(["PUT", "grüße"]);
    expect(request?.headers.get("x-mine")).toBe("1");
    expect(request?.headers.get("host")).toBe("virtual.example");
    expect(request?.headers.get("content-length")).toBe("7");
  });

  test("is a user name and password, or a token", async () => {
    await run({ url: `${base}/basic`, auth: { type: "basic", username: "ann", password: "pä:ss" } });
    expect(received.get("/basic")?.headers.get("authorization")).toBe(
      `Basic ${Buffer.from("ann:pä:ss").toString("base64")}`,
    );
    await run({ url: `${base}/bearer`, auth: { type: "bearer", token: "t0ken" } });
    expect(received.get("/bearer")?.headers.get("authorization")).toBe("Bearer t0ken");
  });
});

describe("a status that is not accepted", () => {
  test("fails, with everything that was found, but no cookie", async () => {
    const result = await run({ url: `${base}/503` });
    expect(result).toMatchObject({
      outcome: "failed",
      code: "STATUS_NOT_ACCEPTED",
      reason: "expected a status of 200-399, was 503 Service Unavailable",
      fields: { statusCode: 503, body: "out of order" },
      evidence: { body: "out of order", response: { headers: { "set-cookie": "session=…; Path=…" } } },
    });
    expect(JSON.stringify(result.outcome === "failed" ? result.evidence : {})).not.toContain("c4n4ry");
  });

  test("is what the configuration says it is", async () => {
    expect(await run({ url: `${base}/503`, acceptedStatus: "200, 500-599" })).toMatchObject({ outcome: "completed" });
    expect(await run({ url: base, acceptedStatus: "404" })).toMatchObject({ code: "STATUS_NOT_ACCEPTED" });
  });
});

describe("redirects", () => {
  test("are followed, and told", async () => {
    const first = `${base}/?to=${encodeURIComponent("/b?to=/json")}`;
    const result = await run({ url: first });
    expect(result).toMatchObject({
      outcome: "completed",
      fields: { redirects: 2, finalUrl: `${base}/json` },
      evidence: { redirects: [`${base}/b?to=/json`, `${base}/json`] },
    });
  });

  test("are left alone when the configuration says so", async () => {
    expect(await run({ url: `${base}/?to=/json`, followRedirects: false })).toMatchObject({
      fields: { statusCode: 302, redirects: 0, headers: { location: "/json" } },
    });
  });

  test("to another origin take no credentials along", async () => {
    await run({
      url: `${base}/?to=${encodeURIComponent(`http://127.0.0.1:${other.port}/foreign`)}`,
      auth: { type: "bearer", token: "t" },
      headers: { Cookie: "a=b", "X-Api-Key": "k", "X-Mine": "1" },
    });
    const headers = received.get("/foreign")?.headers;
    expect(
      ["authorization", "cookie", "x-api-key", "x-mine", "host"].map((name) => headers?.get(name) ?? null),
    ).toEqual([null, null, null, "1", `127.0.0.1:${other.port}`]);
  });

  test("within the origin do", async () => {
    await run({ url: `${base}/?to=/inside`, auth: { type: "bearer", token: "t" } });
    expect(received.get("/inside")?.headers.get("authorization")).toBe("Bearer t");
  });

  test("to the metadata service of a cloud are refused", async () => {
    for (const to of ["http://169.254.169.254/latest", "http://0xA9FEA9FE/", "http://[::ffff:169.254.169.254]/"]) {
      expect(await run({ url: `${base}/?to=${encodeURIComponent(to)}` })).toMatchObject({
        outcome: "failed",
        code: "ADDRESS_DENIED",
      });
    }
  });

  test("to what is not a web address are refused", async () => {
    for (const to of ["file:///etc/passwd", "http://"]) {
      expect(await run({ url: `${base}/?to=${encodeURIComponent(to)}` })).toMatchObject({
        outcome: "failed",
        code: "PROTOCOL_ERROR",
      });
    }
  });
});

describe("a target that is not there", () => {
  test("refuses the connection", async () => {
    const closed = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: answer });
    const { port } = closed;
    await closed.stop(true);
    expect(await run({ url: `http://127.0.0.1:${port}/` })).toMatchObject({
      outcome: "failed",
      code: "CONNECTION_REFUSED",
      reason: `127.0.0.1 port ${port} refused the connection`,
      evidence: { address: "127.0.0.1", errors: [{ code: "CONNECTION_REFUSED" }, { code: "ECONNREFUSED" }] },
    });
  });

  test("speaks plain HTTP where TLS was expected", async () => {
    expect(await run({ url: base.replace("http:", "https:"), timeoutMs: 2000 })).toMatchObject({
      outcome: "failed",
      code: "TLS_FAILED",
    });
  });

  test("is never looked for at an address that is denied", async () => {
    for (const url of [
      "http://169.254.169.254/",
      "http://2852039166/",
      "http://[64:ff9b::a9fe:a9fe]/",
      "http://0.0.0.0/",
    ]) {
      expect(await run({ url })).toMatchObject({ outcome: "failed", code: "ADDRESS_DENIED" });
    }
  });
});

describe("names and IP versions", () => {
  test("a name is looked up, and reached at whichever of its addresses answers", async () => {
    expect(await run({ url: `http://localhost:${server.port}/` })).toMatchObject({
      outcome: "completed",
      fields: { ipAddress: "127.0.0.1" },
    });
  });

  test("an address of the other version is not there", async () => {
    expect(await run({ url: base, ipVersion: "6" })).toMatchObject({
      code: "DNS_NOT_FOUND",
      reason: "127.0.0.1 has no IPv6 address",
    });
  });

  const hasIPv6 = Object.values(networkInterfaces()).some((of) => of?.some(({ address }) => address === "::1"));
  test.skipIf(!hasIPv6)("IPv6 is reached in brackets", async () => {
    const six = Bun.serve({ port: 0, hostname: "::1", fetch: answer });
    expect(await run({ url: `http://[::1]:${six.port}/`, ipVersion: "6" })).toMatchObject({
      fields: { ipAddress: "::1" },
    });
    await six.stop(true);
  });
});
