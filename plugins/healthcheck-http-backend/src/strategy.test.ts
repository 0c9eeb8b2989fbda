import { describe, expect, test } from "bun:test";
import { createRouterClient } from "@orpc/server";
import { createHttpStrategy } from "./strategy.ts";
import { clock } from "./testing/run.ts";

const strategy = createHttpStrategy({ clock });
const client = createRouterClient(strategy.implementation, {
  context: { principal: { type: "service", pluginId: "healthcheck" } },
});

const issuesOf = async (data: Record<string, unknown>): Promise<unknown> =>
  client.parseConfig({ version: 1, data }).then(
    () => [],
    (error) => error.data.issues.map(({ path, message }: { path: string; message: string }) => `${path} ${message}`),
  );

test("a URL is all that has to be given", async () => {
  expect(await client.parseConfig({ version: 1, data: { url: " https://example.org " } })).toMatchObject({
    version: 1,
    timeoutMs: 10_000,
    data: {
      url: "https://example.org",
      method: "GET",
      acceptedStatus: "200-399",
      auth: { type: "none" },
      tls: { verify: true },
    },
  });
});

describe("a wrong configuration names the field and says what to do", () => {
  test.each([
    [{ url: "example.org" }, 'url "example.org" is not a URL; write it in full, such as https://example.org'],
    [{ url: "ftp://example.org" }, "url must begin with http:// or https://"],
    [{ url: "https://u:p@example.org" }, "url must not hold a password; use the authentication below"],
    [
      { url: "http://a", acceptedStatus: "ok" },
      "acceptedStatus must be status codes and ranges, such as 200-399 or 200-299, 404",
    ],
    [
      { url: "http://a", headers: { "Content-Length": "1" } },
      "headers.Content-Length Content-Length is written by the check itself",
    ],
    [
      { url: "http://a", headers: { a: "b\r\nc: d" } },
      "headers.a is not a header: letters, digits and hyphens in the name, no line breaks in the value",
    ],
    [{ url: "http://a", tls: { ca: "x" } }, "tls.ca must be a certificate in PEM form"],
  ])("%j", async (data, issue) => {
    expect(await issuesOf(data)).toEqual([issue]);
  });

  test("a time limit of an hour", async () => {
    expect(await issuesOf({ url: "http://a", timeoutMs: 3_600_000 })).toEqual([expect.stringMatching(/^timeoutMs /)]);
  });
});

test("the form is told what is secret and what is advanced", () => {
  const schema = JSON.stringify(strategy.metadata.configSchema);
  expect(strategy.metadata.configSchema).toMatchObject({
    required: ["url"],
    properties: { url: { title: "URL" }, headers: { "x-advanced": true } },
  });
  expect(schema.match(/"x-secret":true/g)).toHaveLength(2);
});

test("the strategy runs through its contract", async () => {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("ok") });
  const { data } = await client.parseConfig({ version: 1, data: { url: `http://127.0.0.1:${server.port}/` } });
  expect(await client.execute({ config: data })).toMatchObject({ outcome: "completed", fields: { body: "ok" } });
  await server.stop(true);
});
