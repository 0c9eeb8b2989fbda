import { expect, test } from "bun:test";
import * as z from "zod";
import { blankSecrets, keepSecrets, mapSecrets, SECRET_UNCHANGED } from "./secret-fields.ts";
import { configJsonSchema, secretText } from "./versioned-config.ts";

const kept = SECRET_UNCHANGED;
const tree: z.ZodType = z.lazy(() => z.object({ secret: secretText().optional(), children: z.array(tree).optional() }));
const schema = configJsonSchema(
  z.object({
    plain: z.string().optional(),
    token: secretText().min(3).optional(),
    nullable: secretText().nullable().optional(),
    headers: z.record(z.string(), secretText()).optional(),
    list: z.array(secretText()).optional(),
    pair: z.tuple([z.string(), secretText()]).optional(),
    hooks: z.array(z.object({ id: z.string().optional(), url: z.string(), key: secretText().optional() })).optional(),
    sign: z
      .discriminatedUnion("type", [
        z.object({ type: z.literal("password"), value: secretText() }),
        z.object({ type: z.literal("token"), value: secretText() }),
        z.object({ type: z.literal("name"), value: z.string() }),
      ])
      .optional(),
    loose: z.union([z.object({ a: secretText() }), z.object({ a: z.string(), b: z.string().optional() })]).optional(),
    tree: tree.optional(),
  }),
);

test("secrets are found wherever they are, with their places", () => {
  const found: [string, unknown][] = [];
  mapSecrets(
    schema,
    {
      plain: "p",
      token: "t",
      nullable: null,
      headers: { "a/b": "h" },
      list: ["l0", "l1"],
      pair: ["p", "s"],
      hooks: [{ url: "u", key: "k" }],
      sign: { type: "token", value: "v" },
      loose: { a: "either" },
      tree: { children: [{ secret: "deep", children: [] }] },
    },
    (value, pointer) => void found.push([pointer, value]),
  );
  expect(found.filter(([, value]) => value !== undefined)).toEqual([
    ["/token", "t"],
    ["/headers/a~1b", "h"],
    ["/list/0", "l0"],
    ["/list/1", "l1"],
    ["/pair/1", "s"],
    ["/hooks/0/key", "k"],
    ["/sign/value", "v"],
    ["/loose/a", "either"],
    ["/tree/children/0/secret", "deep"],
  ]);
});

test("what is shown has every set secret blanked and everything else as it was", () => {
  const data = {
    plain: "p",
    token: "t",
    nullable: null,
    list: ["", "x"],
    sign: { type: "name", value: "visible" },
    unknown: { nested: true },
  };
  expect(blankSecrets(schema, data)).toEqual({ ...data, token: kept, list: ["", kept] });
  expect(blankSecrets(schema, { plain: "p" })).toEqual({ plain: "p" });
});

test("a secret left alone, blank or absent is kept, a new one replaces it, null removes it", () => {
  const stored = { token: "old", plain: "p" };
  for (const data of [{ token: kept }, { token: "" }, {}])
    expect(keepSecrets(schema, data, stored)).toEqual({ token: "old" });
  expect(keepSecrets(schema, { token: "new" }, stored)).toEqual({ token: "new" });
  expect(keepSecrets(schema, { token: null }, stored)).toEqual({ token: undefined });
  expect(keepSecrets(schema, { nullable: null }, { nullable: "x" })).toEqual({ nullable: null });
  expect(
    keepSecrets(schema, { headers: { a: kept, b: "new" } }, { headers: { a: "old", b: "gone", c: "gone" } }),
  ).toEqual({
    headers: { a: "old", b: "new" },
  });
});

test("an item of a list takes its own secret along and never gets another's", () => {
  const stored = {
    hooks: [
      { id: "1", url: "a", key: "for a" },
      { id: "2", url: "b", key: "for b" },
    ],
  };
  expect(keepSecrets(schema, { hooks: [{ id: "2", url: "b", key: kept }] }, stored)).toEqual({
    hooks: [{ id: "2", url: "b", key: "for b" }],
  });
  expect(() => keepSecrets(schema, { hooks: [{ id: "3", url: "c", key: kept }] }, stored)).toThrow(
    "the secret at /hooks/0/key cannot be kept, because none is stored there; enter it",
  );
  expect(() => keepSecrets(schema, { list: [kept] }, { list: ["one", "two"] })).toThrow("/list/0");
});

test("a secret is not carried over to another kind of thing", () => {
  const stored = { sign: { type: "password", value: "pw" } };
  expect(keepSecrets(schema, { sign: { type: "password", value: kept } }, stored)).toEqual(stored);
  expect(() => keepSecrets(schema, { sign: { type: "token", value: kept } }, stored)).toThrow("/sign/value");
});

test("a key named like something of Object's own is data", () => {
  const data: unknown = JSON.parse('{"headers":{"__proto__":"x","constructor":"y"}}');
  expect(JSON.stringify(blankSecrets(schema, data))).toBe(
    `{"headers":{"__proto__":"${kept}","constructor":"${kept}"}}`,
  );
});
