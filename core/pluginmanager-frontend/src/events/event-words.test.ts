import { expect, test } from "bun:test";
import { actionTitle, stepTitle } from "./event-words.ts";

test("actions and steps are told as people read them", () => {
  expect(actionTitle("upgrade")).toBe("Upgrade");
  expect(stepTitle("load")).toBe("Start it");
});

test("what this page does not know is told in the server's words", () => {
  expect(actionTitle("quarantine")).toBe("Quarantine");
  expect(stepTitle("third crash")).toBe("Third crash");
});
