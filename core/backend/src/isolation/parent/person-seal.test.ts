import { expect, test } from "bun:test";
import type { Person } from "@checkstack/common";
import { createPersonSeal } from "./person-seal.ts";

const ada: Person = { type: "user", id: "1", name: "Ada", email: "a@example.org", roles: [], accessRules: ["x.read"] };
let now = 0;
const clock = { now: () => now, monotonic: () => now };

test("a person comes back as they were sealed", () => {
  const seal = createPersonSeal({ clock });
  expect(seal.open(seal.seal(ada))).toEqual(ada);
});

test("what was changed, made up, or sealed for another process does not open", () => {
  const seal = createPersonSeal({ clock });
  const other = createPersonSeal({ clock });
  const [text = "", signature = ""] = seal.seal(ada).split(".");
  const admin = Buffer.from(text, "base64url").toString().replace("x.read", "*");
  const forged = Buffer.from(admin).toString("base64url");
  for (const wrong of [`${forged}.${signature}`, text, `${text}.`, `.${signature}`, "", other.seal(ada)]) {
    expect(() => seal.open(wrong)).toThrow("did not tell it of");
  }
});

test("a seal is good for five minutes", () => {
  const seal = createPersonSeal({ clock });
  const made = seal.seal(ada);
  now += 5 * 60_000;
  expect(seal.open(made)).toEqual(ada);
  now += 1;
  expect(() => seal.open(made)).toThrow("long ago");
});
