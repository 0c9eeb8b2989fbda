import { createContract, procedure } from "@checkstack/common";
import { implementContract } from "@checkstack/backend-api";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as z from "zod";
import { startTestPlatform } from "./test-platform.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
});

const documentShape = z.object({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        tags: z.array(z.string()),
        security: z.array(z.record(z.string(), z.array(z.string()))),
        description: z.string(),
        responses: z.record(z.string(), z.object({ content: z.record(z.string(), z.unknown()).optional() })),
      }),
    ),
  ),
});

const fetchDocument = async () => documentShape.parse(await (await fetch(`${platform.url}/api/openapi.json`)).json());

test("the document is valid OpenAPI 3.1", async () => {
  const answer = await fetch(`${platform.url}/api/openapi.json`);
  const text = await answer.text();
  const result = await new Validator().validate(JSON.parse(text));
  expect(result).toEqual({ valid: true });
  expect(documentShape.parse(JSON.parse(text)).openapi).toStartWith("3.1.");
});

test("each procedure is there with its whole path, its id, its plugin and who may call it", async () => {
  const { paths } = await fetchDocument();
  expect(paths["/api/demo/things/{id}"]?.get).toMatchObject({
    operationId: "demo.things.get",
    tags: ["demo"],
    security: [{ cookie: [] }, { bearer: [] }],
    description: "Needs `demo.thing.read`.",
  });
  expect(paths["/api/demo/hello"]?.get).toMatchObject({ security: [], description: "Open to everybody." });
});

test("errors are problem documents", async () => {
  const { paths } = await fetchDocument();
  const responses = paths["/api/demo/things/{id}"]?.get?.responses ?? {};
  expect(Object.keys(responses["404"]?.content ?? {})).toEqual(["application/problem+json"]);
  expect(JSON.stringify(responses["404"])).toContain('"THING_NOT_FOUND"');
  expect(Object.keys(responses)).toEqual(["200", "404", "default"]);
});

test("what answers nothing is documented as 204", async () => {
  const { paths } = await fetchDocument();
  expect(Object.keys(paths["/api/demo/things/{id}"]?.delete?.responses ?? {})).toEqual(["204", "default"]);
});

test("what only plugins may call is not in it", async () => {
  expect(Object.keys((await fetchDocument()).paths)).not.toContain("/api/demo/internal");
});

test("it follows plugins that come and go, and a contract that cannot be described hurts no other", async () => {
  const open = procedure.meta({ access: "public" });
  const contract = createContract(
    { pluginId: "late", displayName: "Late" },
    // A path parameter that the input does not have cannot be described.
    {
      a: open.route({ path: "/a" }),
      b: open.route({ method: "GET", path: "/b/{id}" }).input(z.object({ no: z.string() })),
    },
  );
  const os = implementContract(contract);
  using _declared = platform.contracts.declare(contract);
  const served = platform.contracts.serve(
    contract,
    os.router({ a: os.a.handler(() => {}), b: os.b.handler(() => {}) }),
  );
  expect(Object.keys((await fetchDocument()).paths)).toContain("/api/demo/hello");
  expect(platform.lines.at(-1)).toMatchObject({ level: "warn", fields: { plugin: "late" } });
  await served[Symbol.asyncDispose]();

  const fine = createContract({ pluginId: "fine", displayName: "Fine" }, { a: open.route({ path: "/a" }) });
  const fineOs = implementContract(fine);
  using _fine = platform.contracts.declare(fine);
  const servedFine = platform.contracts.serve(fine, fineOs.router({ a: fineOs.a.handler(() => {}) }));
  expect(Object.keys((await fetchDocument()).paths)).toContain("/api/fine/a");
  await servedFine[Symbol.asyncDispose]();
  expect(Object.keys((await fetchDocument()).paths)).not.toContain("/api/fine/a");
});

test("the page for people shows every procedure and asks nobody else for anything", async () => {
  const answer = await fetch(`${platform.url}/api/docs`);
  const page = await answer.text();
  for (const path of Object.keys((await fetchDocument()).paths)) expect(page).toContain(`<code>${path}</code>`);
  const nonce = answer.headers.get("content-security-policy")?.match(/'nonce-([^']+)'/)?.[1];
  const scripts = [...page.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
  expect(scripts).toEqual([`<script nonce="${nonce}">`]);
  expect([...page.matchAll(/(?:src|href)="([^"#/][^"]*)"/g)]).toEqual([]);
  expect(page).toContain(`curl -X GET &#x27;${platform.url}/api/demo/hello&#x27;`);
});

test("names of plugins and procedures cannot break out of the page", async () => {
  const open = procedure.meta({ access: "public" });
  const evil = `<img src=x onerror=alert(1)>"'`;
  const contract = createContract(
    { pluginId: "evil", displayName: "Evil" },
    {
      a: open.route({ path: "/a", summary: evil, description: evil }).input(z.object({ x: z.string().describe(evil) })),
    },
  );
  const os = implementContract(contract);
  using _declared = platform.contracts.declare(contract);
  await using _served = platform.contracts.serve(contract, os.router({ a: os.a.handler(() => {}) }));
  const page = await (await fetch(`${platform.url}/api/docs`)).text();
  expect(page).toContain("&lt;img src=x");
  expect(page).not.toContain("<img");
});
