import { expect, test } from "bun:test";
import { assertionSchema, type FieldDescriptor } from "@checkstack/healthcheck-common";
import { assertionErrors, toAssertion } from "../editor/assertion-draft.ts";
import { foundFields, suggestAssertion } from "./found-fields.ts";

const descriptors: FieldDescriptor[] = [
  { id: "statusCode", label: "status code", type: "number" },
  { id: "latencyMs", label: "latency", type: "number", unit: "ms" },
  { id: "body", label: "body", type: "text" },
  { id: "json", label: "JSON body", type: "json" },
  { id: "headers", label: "headers", type: "headers" },
  { id: "daysLeft", label: "certificate days left", type: "number", unit: "days" },
  { id: "expiresAt", label: "certificate expiry", type: "date" },
  { id: "truncated", label: "body cut", type: "boolean" },
];

const found = foundFields(
  {
    statusCode: 200,
    latencyMs: 41.2,
    body: "ok",
    json: { status: "up", db: { ok: true, "pool size": 4, deep: { er: 1 } }, list: [1] },
    headers: { "content-type": "text/html" },
    daysLeft: 60,
    expiresAt: "2026-08-01T00:00:00Z",
    truncated: false,
  },
  descriptors,
);

test("headers and the upper levels of JSON are found one by one", () => {
  expect(found.map(({ label, text }) => `${label} = ${text}`)).toEqual([
    "status code = 200",
    "latency = 41.2 ms",
    "body = ok",
    "JSON $.status = up",
    "JSON $.db.ok = true",
    'JSON $.db["pool size"] = 4',
    "header content-type = text/html",
    "certificate days left = 60 days",
    "certificate expiry = 2026-08-01T00:00:00Z",
    "body cut = false",
  ]);
});

test("what was found becomes an assertion that leaves room where it must", () => {
  const sentences = found.map((each) => {
    const { operator, value } = suggestAssertion(each);
    return `${each.label} ${operator} ${value}`.trim();
  });
  expect(sentences).toEqual([
    "status code equals 200",
    "latency lessThan 200",
    "body equals ok",
    "JSON $.status equals up",
    "JSON $.db.ok equals true",
    'JSON $.db["pool size"] equals 4',
    "header content-type equals text/html",
    "certificate days left greaterOrEqual 14",
    "certificate expiry after now+14d",
    "body cut isFalse",
  ]);
});

test("every suggestion is an assertion that the server takes", () => {
  for (const each of found) {
    const draft = { ...suggestAssertion(each), key: "1" };
    expect(assertionErrors(draft, descriptors)).toEqual({});
    expect(assertionSchema.safeParse(toAssertion(draft, descriptors)).success).toBe(true);
  }
});

test("of a long text only its first words are asked for", () => {
  const [text] = foundFields({ body: `Welcome to the shop of ${"many ".repeat(50)}things` }, descriptors);
  expect(text && suggestAssertion(text)).toMatchObject({
    operator: "contains",
    value: "Welcome to the shop of many many many",
  });
});
