import { describe, expect, test } from "bun:test";
import { checkInputSchema, checkSchema, type StrategyMetadata } from "@checkstack/healthcheck-common";
import { draftErrors, draftOf, isChanged, newDraft, suggestName, toInput, withStrategy, type Draft } from "./draft.ts";

const strategyOf = (id: string): StrategyMetadata => ({
  id,
  displayName: id.toUpperCase(),
  description: "",
  category: "Web",
  icon: "globe",
  configVersion: 1,
  configSchema: {
    type: "object",
    properties: {
      url: { type: "string", title: "URL" },
      method: { type: "string", enum: ["GET", "POST"], default: "GET" },
      token: { type: "string", title: "Token", "x-secret": true },
    },
    required: ["url", "token"],
  },
  fields: [{ id: "statusCode", label: "status code", type: "number" }],
});
const http = strategyOf("http");

const filled: Draft = {
  ...newDraft("shop", [http]),
  config: { url: "https://example.org/health", token: "t" },
};
const errorsOf = (change: Partial<Draft>, storedSecrets: string[] = []) =>
  draftErrors({ ...filled, ...change }, { strategy: http, storedSecrets });

test("a new check begins with the only strategy, its defaults and a minute", () => {
  expect(newDraft(undefined, [http])).toMatchObject({
    strategy: "http",
    config: { method: "GET" },
    intervalSeconds: 60,
  });
  expect(newDraft(undefined, [http, strategyOf("tcp")])).toMatchObject({ strategy: undefined, config: {} });
});

test("a name is suggested until somebody types one", () => {
  expect(suggestName(filled, http)).toBe("example.org/health");
  expect(toInput(filled, http).name).toBe("example.org/health");
  expect(toInput({ ...filled, name: " Shop " }, http).name).toBe("Shop");
  expect(suggestName({ config: {} }, http)).toBe("HTTP");
});

test("what is filled in is an input of the server", () => {
  expect(errorsOf({})).toEqual({});
  expect(checkInputSchema.safeParse(toInput(filled, http)).success).toBe(true);
});

describe("what is wrong is said at its field", () => {
  test.each([
    [{ name: " " }, { name: "Give the check a name, of at most 100 characters." }],
    [{ systemId: undefined }, { systemId: "Choose the system that this check belongs to." }],
    [{ intervalSeconds: 0 }, { intervalSeconds: "Must be at least 1 second." }],
    [{ intervalSeconds: null }, { intervalSeconds: "This is needed." }],
    [{ config: { token: "t" } }, { "config.url": "URL is needed." }],
    [{ policy: { ...filled.policy, failuresToAlert: 21 } }, { "policy.failuresToAlert": "Must be at most 20." }],
    [
      { policy: { ...filled.policy, degradedAfterMs: 500, unhealthyAfterMs: 500 } },
      { "policy.unhealthyAfterMs": "Must be more than what is degraded." },
    ],
    [
      {
        assertions: [
          { key: "1", field: "statusCode", path: "", operator: "equals", value: "", severity: "unhealthy" } as const,
        ],
      },
      { "assertions.0.value": "Must be a number." },
    ],
    [
      {
        assertions: [
          { key: "1", field: "statusCode", path: "", operator: "lessThan", value: "x", severity: "unhealthy" } as const,
        ],
      },
      { "assertions.0.value": "Must be a number." },
    ],
  ])("%#", (change, errors) => {
    expect(errorsOf(change)).toEqual(errors);
  });
});

test("a secret that the server keeps may stay empty", () => {
  const config = { url: "https://example.org" };
  expect(errorsOf({ config })).toEqual({ "config.token": "Token is needed." });
  expect(errorsOf({ config }, ["token"])).toEqual({});
});

test("opening a check and changing nothing is no change", () => {
  const check = checkSchema.parse({
    id: "1",
    name: "Shop",
    systemId: "shop",
    strategy: "http",
    config: { url: "https://example.org", token: "__secret_unchanged__" },
    intervalSeconds: 30,
    policy: {},
    paused: false,
    createdAt: new Date(),
    updatedAt: new Date(),
    status: "healthy",
    flapping: false,
    statusSince: null,
    message: "",
    lastRunAt: null,
    lastLatencyMs: null,
    assertions: [{ field: "statusCode", operator: "equals", value: 200 }],
  });
  const opened = draftOf(check, http);
  expect(isChanged(opened, draftOf(check, http))).toBe(false);
  expect(isChanged({ ...opened, intervalSeconds: 60 }, opened)).toBe(true);
  expect(toInput(opened, http).config).toEqual({ url: "https://example.org" });
});

test("another strategy begins anew, the same one keeps everything", () => {
  expect(withStrategy(filled, http)).toBe(filled);
  expect(withStrategy(filled, strategyOf("tcp"))).toMatchObject({ strategy: "tcp", config: { method: "GET" } });
});
