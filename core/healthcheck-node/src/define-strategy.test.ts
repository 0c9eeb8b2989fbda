import { describe, expect, test } from "bun:test";
import { defineConfig } from "@checkstack/common";
import { createRouterClient } from "@orpc/server";
import * as z from "zod";
import { defineHealthCheckStrategy } from "./define-strategy.ts";

let parses = 0;
const contribution = defineHealthCheckStrategy({
  id: "demo",
  displayName: "Demo",
  description: "Answers what it is told to",
  category: "Test",
  icon: "flask",
  config: defineConfig({
    version: 2,
    schema: z.object({
      answer: z.number().refine(() => ++parses > 0),
      broken: z.boolean().default(false),
      timeoutMs: z.number().default(500),
    }),
    migrations: { 2: (data) => ({ answer: z.object({ value: z.number() }).parse(data).value }) },
  }),
  fields: [{ id: "answer", label: "answer", type: "number" }],
  timeoutMs: ({ timeoutMs }) => timeoutMs,
  async execute({ config, timeoutMs }) {
    if (config.broken) throw new TypeError("undefined is not a function");
    return { outcome: "completed", latencyMs: 1, timings: {}, fields: { answer: config.answer, timeoutMs } };
  },
});
const client = createRouterClient(contribution.implementation, {
  context: { principal: { type: "service", pluginId: "healthcheck" } },
});

test("the metadata is plain data, with a JSON Schema from which a form is made", () => {
  expect(JSON.parse(JSON.stringify(contribution.metadata))).toEqual(contribution.metadata);
  expect(contribution.metadata).toMatchObject({ id: "demo", configVersion: 2, fields: [{ id: "answer" }] });
  expect(contribution.metadata.configSchema).toMatchObject({
    properties: { answer: { type: "number" } },
    required: ["answer"],
  });
});

describe("execute", () => {
  test("gets the parsed configuration and its time limit", async () => {
    expect(await client.execute({ config: { answer: 42 } })).toMatchObject({
      outcome: "completed",
      fields: { answer: 42, timeoutMs: 500 },
    });
  });

  test("parses one configuration object once, however often it runs", async () => {
    const config = { answer: 1 };
    await client.execute({ config });
    const before = parses;
    await client.execute({ config });
    expect(parses).toBe(before);
  });

  test("a strategy that throws, or is given a wrong configuration, is inconclusive: the target is not to blame", async () => {
    expect(await client.execute({ config: { answer: 1, broken: true } })).toEqual({
      outcome: "inconclusive",
      code: "STRATEGY_ERROR",
      reason: 'strategy "demo" failed by itself: undefined is not a function',
    });
    expect(await client.execute({ config: null })).toMatchObject({ outcome: "inconclusive", code: "STRATEGY_ERROR" });
  });
});

describe("parseConfig", () => {
  test("migrates, fills in defaults and tells the time limit", async () => {
    expect(await client.parseConfig({ version: 1, data: { value: 7 } })).toEqual({
      version: 2,
      data: { answer: 7, broken: false, timeoutMs: 500 },
      timeoutMs: 500,
    });
  });

  test("refuses with the path of each wrong field", async () => {
    const refused = client.parseConfig({ version: 2, data: { answer: "x", broken: 1 } });
    await expect(refused).rejects.toMatchObject({
      code: "INVALID_CONFIG",
      data: {
        issues: [
          { path: "answer", message: expect.any(String) },
          { path: "broken", message: expect.any(String) },
        ],
      },
    });
  });

  test("refuses a version it does not know, and data that an old version could not have had", async () => {
    await expect(client.parseConfig({ version: 3, data: {} })).rejects.toMatchObject({ code: "INVALID_CONFIG" });
    await expect(client.parseConfig({ version: 1, data: {} })).rejects.toMatchObject({ code: "INVALID_CONFIG" });
  });
});
