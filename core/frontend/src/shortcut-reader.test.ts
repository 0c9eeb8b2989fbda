import { expect, test } from "bun:test";
import { createShortcutReader } from "./shortcut-reader.ts";

const stroke = (key: string, more: { mod?: boolean; typing?: boolean; at?: number } = {}) => ({
  key,
  mod: false,
  alt: false,
  typing: false,
  at: 0,
  ...more,
});

test("Ctrl-K opens the palette even while typing", () => {
  expect(createShortcutReader()(stroke("k", { mod: true, typing: true }))).toEqual({ type: "palette" });
});

test("G and a letter soon after it go somewhere, later they do not", () => {
  const read = createShortcutReader();
  expect(read(stroke("g", { at: 0 }))).toBeUndefined();
  expect(read(stroke("s", { at: 800 }))).toEqual({ type: "go", letter: "s" });
  expect(read(stroke("s", { at: 900 }))).toBeUndefined();
  read(stroke("g", { at: 1000 }));
  expect(read(stroke("s", { at: 5000 }))).toBeUndefined();
});

test("keys that belong to a text are left alone", () => {
  const read = createShortcutReader();
  expect(read(stroke("?", { typing: true }))).toBeUndefined();
  read(stroke("g", { typing: true }));
  expect(read(stroke("s"))).toBeUndefined();
});
