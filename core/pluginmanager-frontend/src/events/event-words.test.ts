import { expect, test } from "bun:test";
import { eventTitle } from "./event-words.ts";

test("an event is told by what was done and how far it was", () => {
  expect(eventTitle({ action: "upgrade", step: "load" })).toBe("Upgrade: start it");
  expect(eventTitle({ action: "upgrade", step: "done" })).toBe("Upgrade");
});

test("what this page does not know is told in the server's words", () => {
  expect(eventTitle({ action: "quarantine", step: "third crash" })).toBe("Quarantine: third crash");
});
