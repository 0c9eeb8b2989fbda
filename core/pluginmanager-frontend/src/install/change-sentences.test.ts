import { expect, test } from "bun:test";
import { changeSentences } from "./change-sentences.ts";

const none = { added: [], removed: [] };

test("what an upgrade may do more comes before what it may do less", () => {
  const changes = {
    from: "1.0.0",
    plugins: none,
    accessRules: { added: ["weather.report.read"], removed: ["weather.old"] },
    calls: { added: ["catalog"], removed: [] },
    extensions: none,
  };
  expect(changeSentences(changes)).toEqual([
    { tone: "more", sentence: "calls the plugin catalog" },
    { tone: "more", sentence: "has the access rule weather.report.read" },
    { tone: "less", sentence: "has the access rule weather.old" },
  ]);
});

test("an upgrade that asks for nothing new says nothing", () => {
  expect(changeSentences({ from: "1.0.0", plugins: none, accessRules: none, calls: none, extensions: none })).toEqual(
    [],
  );
});
