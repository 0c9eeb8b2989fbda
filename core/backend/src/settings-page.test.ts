import { expect, test } from "bun:test";
import { join } from "node:path";
import { environmentSchema, readSettings } from "./settings.ts";

const page = await Bun.file(join(import.meta.dir, "../../../docs/reference/settings.md")).text();

/** The first cells of a table, without its head: `PORT`, `--dev`. */
const firstCells = (heading: string): string[] => {
  const section = page.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return [...section.matchAll(/^\| `([^`=]+)[^`]*` \|/gm)].map(([, name = ""]) => name);
};

test("the page of settings names every environment variable, and none that is not read", () => {
  expect(firstCells("Environment variables").toSorted()).toEqual(Object.keys(environmentSchema.shape).toSorted());
});

test("it tells their defaults", () => {
  const defaults = environmentSchema.parse({});
  for (const [name, value] of Object.entries(defaults).filter(([, value]) => !Array.isArray(value))) {
    expect(page).toContain(`| \`${name}\` | \`${String(value)}\` |`);
  }
});

test("it names every flag", () => {
  const flags = firstCells("Flags");
  expect(flags).toEqual(["--plugins", "--dev-plugin", "--dev"]);
  expect(() => readSettings({}, ["--nonsense"])).toThrow(new RegExp(flags.join(".*")));
});
