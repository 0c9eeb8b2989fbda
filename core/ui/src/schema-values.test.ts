import { expect, test } from "bun:test";
import { titleFromKey } from "./schema-model.ts";
import { parseSchema } from "./schema-parse.ts";
import { errorsUnder, schemaDefaults, validateForm } from "./schema-values.ts";

const http = {
  type: "object",
  required: ["url", "method", "auth"],
  properties: {
    url: { type: "string", format: "uri", title: "URL" },
    method: { type: "string", enum: ["GET", "POST"], default: "GET" },
    timeoutMs: { type: "integer", minimum: 100, maximum: 9_007_199_254_740_991, "x-advanced": true, default: 5000 },
    headers: { type: "object", additionalProperties: { type: "string" }, default: {} },
    body: { anyOf: [{ type: "string", "x-multiline": true }, { type: "null" }] },
    statuses: { type: "array", items: { type: "integer" }, minItems: 1 },
    regions: { type: "array", items: { enum: ["eu", "us"] } },
    auth: {
      oneOf: [
        { type: "object", required: ["type"], properties: { type: { const: "none" } } },
        {
          type: "object",
          required: ["type", "token"],
          properties: { type: { const: "bearer" }, token: { type: "string", "x-secret": true } },
        },
      ],
    },
  },
};

test("each part of a schema becomes the control that fits it", () => {
  const model = parseSchema(http);
  const kinds = model.kind === "object" ? model.fields.map(({ key, model: field }) => [key, field.kind]) : [];
  expect(Object.fromEntries(kinds)).toEqual({
    url: "text",
    method: "choice",
    timeoutMs: "number",
    headers: "record",
    body: "text",
    statuses: "list",
    regions: "many",
    auth: "variants",
  });
});

test("the limits of exact integers are no limits", () => {
  const model = parseSchema(http.properties.timeoutMs);
  expect(model).toMatchObject({ kind: "number", integer: true, minimum: 100, advanced: true, default: 5000 });
  expect(model).not.toHaveProperty("maximum");
});

test("null beside a type makes the field nullable and keeps its hints", () => {
  expect(parseSchema(http.properties.body)).toMatchObject({ kind: "text", multiline: true, nullable: true });
});

test("references into the schema are followed", () => {
  const model = parseSchema({
    type: "object",
    properties: { a: { $ref: "#/$defs/port", title: "Port of A" } },
    $defs: { port: { type: "integer", maximum: 65_535 } },
  });
  expect(model).toMatchObject({
    fields: [{ key: "a", model: { kind: "number", title: "Port of A", maximum: 65_535 } }],
  });
});

test("a schema that is not understood is still reachable as JSON", () => {
  expect(parseSchema({ anyOf: [{ type: "string" }, { type: "number" }] }).kind).toBe("json");
});

test("defaults fill a new form, down to the first variant", () => {
  expect(schemaDefaults(http)).toEqual({ method: "GET", timeoutMs: 5000, headers: {}, auth: { type: "none" } });
});

test("what is missing or wrong is told by dotted path", () => {
  const value = { url: "example", method: "GET", timeoutMs: 5, statuses: [], auth: { type: "bearer" } };
  expect(validateForm(http, value)).toEqual({
    url: "URL must be a full address, such as https://example.com.",
    timeoutMs: "Timeout ms must be at least 100.",
    statuses: "Statuses needs at least 1.",
    "auth.token": "Token is needed.",
  });
});

test("a stored secret need not be typed again", () => {
  const value = { url: "https://example.com", method: "GET", auth: { type: "bearer" } };
  expect(validateForm(http, value, { storedSecrets: ["auth.token"] })).toEqual({});
});

test("errors of a part are found by paths within it", () => {
  expect(errorsUnder({ "config.url": "No.", name: "No.", configX: "No." }, "config")).toEqual({ url: "No." });
});

test("a key becomes a title", () => {
  expect(titleFromKey("intervalSeconds")).toBe("Interval seconds");
  expect(titleFromKey("followHTTPRedirects")).toBe("Follow HTTP redirects");
  expect(titleFromKey("base_url")).toBe("Base URL");
});
