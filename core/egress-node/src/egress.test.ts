import { afterAll, describe, expect, test } from "bun:test";
import { EgressError, type EgressErrorCode } from "./egress-error.ts";
import { createEgress, type EgressRequest } from "./egress.ts";

const servers: { stop(force: boolean): unknown }[] = [];
afterAll(() => servers.forEach((server) => server.stop(true)));

const serve = (answer: (request: Request) => Response | Promise<Response>, hostname = "127.0.0.1"): string => {
  const server = Bun.serve({ port: 0, hostname, fetch: answer, idleTimeout: 0 });
  servers.push(server);
  return `http://${hostname}:${server.port}`;
};

const egress = createEgress({ allowPrivate: true });
const limits = { timeoutMs: 5000, maxBytes: 1000 } as const satisfies EgressRequest;

const failureOf = async (
  url: string,
  request: EgressRequest = limits,
  from = egress,
): Promise<EgressErrorCode | undefined> => {
  const error = await from.get(url, request).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof EgressError ? error.code : undefined;
};

test("an answer is given with its status, headers, body and address", async () => {
  const url = serve((request) => Response.json({ host: request.headers.get("host") }, { status: 404 }));
  const answer = await egress.get(`${url}/a`, limits);
  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-type")).toContain("application/json");
  expect(answer.url.href).toBe(`${url}/a`);
  expect(JSON.parse(Buffer.from(answer.body).toString())).toEqual({ host: new URL(url).host });
});

test("progress is told with the length that was announced", async () => {
  const url = serve(() => new Response("x".repeat(500)));
  const told: unknown[] = [];
  await egress.get(url, { ...limits, onProgress: (bytes) => told.push(bytes) });
  expect(told.at(-1)).toEqual({ done: 500, total: 500 });
});

describe("what a hostile server does ends:", () => {
  test("a body that is too large, announced or not", async () => {
    const announced = serve(() => new Response("x".repeat(1001)));
    const chunked = serve(
      () =>
        new Response(
          new ReadableStream({
            pull: (controller) => controller.enqueue(new Uint8Array(100)),
          }),
        ),
    );
    expect(await failureOf(announced)).toBe("TOO_LARGE");
    expect(await failureOf(chunked)).toBe("TOO_LARGE");
  });

  test("a compressed body that unpacks to more", async () => {
    const packed = Bun.gzipSync(new Uint8Array(1_000_000));
    expect(packed.length).toBeLessThan(limits.maxBytes * 2);
    const url = serve(() => new Response(packed, { headers: { "content-encoding": "gzip" } }));
    expect(await failureOf(url, { ...limits, maxBytes: 10_000 })).toBe("TOO_LARGE");
  });

  test("an answer that never comes, or never ends", async () => {
    const silent = serve(() => new Promise<Response>(() => {}));
    const slow = serve(
      () => new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1)) })),
    );
    expect(await failureOf(silent, { ...limits, timeoutMs: 100 })).toBe("TIMEOUT");
    expect(await failureOf(slow, { ...limits, timeoutMs: 100 })).toBe("TIMEOUT");
  });

  test("redirects without end", async () => {
    const url = serve((request) => Response.redirect(`${request.url}x`));
    expect(await failureOf(url)).toBe("DENIED");
  });

  test("redirects to metadata, to files and to what is no address", async () => {
    for (const location of [
      "http://169.254.169.254/latest",
      "http://[::ffff:a9fe:a9fe]/",
      "file:///etc/passwd",
      "http://",
    ]) {
      const url = serve(() => new Response(null, { status: 302, headers: { location } }));
      expect({ location, failure: await failureOf(url) }).toEqual({ location, failure: "DENIED" });
    }
  });
});

test("a name is looked up once, and the connection goes to the address that was judged", async () => {
  const seen: (string | null)[] = [];
  const port = new URL(serve((request) => new Response(String(seen.push(request.headers.get("host")))))).port;
  let lookups = 0;
  const rebinding = createEgress({
    allowPrivate: true,
    lookup: async () => (lookups++ === 0 ? ["169.254.169.254", "127.0.0.1"] : ["169.254.169.254"]),
  });
  expect((await rebinding.get(`http://registry.example:${port}/`, limits)).status).toBe(200);
  expect(seen).toEqual([`registry.example:${port}`]);
  expect(await failureOf(`http://registry.example:${port}/`, limits, rebinding)).toBe("DENIED");
});

test("private addresses are refused where the settings say so, in every spelling", async () => {
  const publicOnly = createEgress({ allowPrivate: false });
  const port = new URL(serve(() => new Response("ok"))).port;
  for (const host of [
    "127.0.0.1",
    "2130706433",
    "0x7f.1",
    "[::ffff:127.0.0.1]",
    "10.0.0.1",
    "192.168.1.1",
    "[fd12::1]",
    "[::1]",
  ]) {
    expect({ host, failure: await failureOf(`http://${host}:${port}/`, limits, publicOnly) }).toEqual({
      host,
      failure: "DENIED",
    });
  }
});

test("credentials stay with the origin that they were given for; other headers go along", async () => {
  const seen: Record<string, string | null>[] = [];
  const target = serve((request) => {
    seen.push({
      authorization: request.headers.get("authorization"),
      token: request.headers.get("private-token"),
      accept: request.headers.get("accept"),
    });
    return new Response("ok");
  });
  const same = serve((request) =>
    request.url.endsWith("/end")
      ? new Response(request.headers.get("authorization"))
      : Response.redirect(new URL("/end", request.url).href),
  );
  const elsewhere = serve(() => Response.redirect(target));
  const headers = { authorization: "Bearer secret", "private-token": "secret", accept: "text/plain" };
  expect(Buffer.from((await egress.get(`${same}/start`, { ...limits, headers })).body).toString()).toBe(
    "Bearer secret",
  );
  await egress.get(elsewhere, { ...limits, headers });
  expect(seen).toEqual([{ authorization: null, token: null, accept: "text/plain" }]);
});

test("a server that is not there cannot be reached", async () => {
  const gone = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const { port } = gone;
  await gone.stop(true);
  expect(await failureOf(`http://127.0.0.1:${port}/`)).toBe("UNREACHABLE");
});

test("whoever waits no longer ends the request with his own reason", async () => {
  const url = serve(() => new Promise<Response>(() => {}));
  const stop = new AbortController();
  const answer = egress.get(url, { ...limits, signal: stop.signal });
  stop.abort(new Error("the page was closed"));
  await expect(answer).rejects.toThrow("the page was closed");
});
