import { expect, test } from "bun:test";
import { configJsonSchema, SECRET_UNCHANGED, secretText } from "@checkstack/common";
import * as z from "zod";
import { hideSecrets, moveSecrets, openSecrets, sealSecrets, takeSecrets } from "./config-secrets.ts";

const schema = configJsonSchema(
  z.object({
    url: z.string(),
    auth: z
      .discriminatedUnion("type", [
        z.object({ type: z.literal("none") }),
        z.object({ type: z.literal("basic"), username: z.string(), password: secretText() }),
      ])
      .default({ type: "none" }),
    "tokens/~": z.record(z.string(), secretText()).default({}),
    steps: z.array(z.object({ name: z.string(), key: secretText().optional() })).default([]),
  }),
);
const config = {
  url: "https://example.org",
  auth: { type: "basic", username: "me", password: "hunter2" },
  "tokens/~": { a: "s3cret" },
  steps: [{ name: "one", key: "k1" }, { name: "two" }],
};
/** Not a cipher: shows what was asked of it. */
const box = {
  seal: (plain: string, place: string) => `${place}:${Buffer.from(plain).toString("hex")}`,
  open(sealed: string, place: string) {
    if (!sealed.startsWith(`${place}:`)) throw new Error(`sealed for another place than ${place}`);
    return Buffer.from(sealed.slice(place.length + 1), "hex").toString();
  },
};
const sealed = sealSecrets(config, { schema, place: "checks/1", box });

test("every secret is sealed for its place, in unions, records and lists too, and opens again", () => {
  const stored = JSON.stringify(sealed);
  for (const secret of ["hunter2", "s3cret", "k1"]) expect(stored).not.toContain(secret);
  expect(stored).toContain("checks/1/auth/password:");
  expect(stored).toContain("checks/1/steps/0/key:");
  expect(openSecrets(sealed, { place: "checks/1", box })).toEqual(config);
  expect(() => openSecrets(sealed, { place: "checks/2", box })).toThrow("another place");
});

test("a configuration that moves takes its secrets along", () => {
  const moved = moveSecrets(sealed, { from: "checks/1", to: "checks/2", box });
  expect(openSecrets(moved, { place: "checks/2", box })).toEqual(config);
});

test("people see that there is a secret, and not which", () => {
  expect(hideSecrets(sealed)).toEqual({
    url: "https://example.org",
    auth: { type: "basic", username: "me", password: SECRET_UNCHANGED },
    "tokens/~": { a: SECRET_UNCHANGED },
    steps: [{ name: "one", key: SECRET_UNCHANGED }, { name: "two" }],
  });
});

test("a secret that is left alone keeps its value; one that is given replaces it", () => {
  const changed = { ...hideSecrets(sealed), url: "https://example.com" };
  expect(takeSecrets(changed, config, schema)).toEqual({ ...config, url: "https://example.com" });
  const given = { auth: { type: "basic", username: "me", password: "new" } };
  expect(takeSecrets(given, config, schema)).toMatchObject({ auth: { password: "new" } });
});

test("nobody gets a secret in by handing back what looks sealed", () => {
  const forged = { url: "x", auth: { type: "basic", username: "me", password: { $sealed: "stolen" } } };
  expect(() => takeSecrets(forged, { url: "x" }, schema)).toThrow("/auth/password cannot be kept");
});
