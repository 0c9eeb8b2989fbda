import { expect, test } from "bun:test";
import { lateness } from "./lateness.ts";

test("a queue is on time within two seconds, then late, then very late", () => {
  expect(lateness(0)).toEqual({ text: "On time", tone: "healthy" });
  expect(lateness(1999).tone).toBe("healthy");
  expect(lateness(5000)).toEqual({ text: "5 s late", tone: "degraded" });
  expect(lateness(90_000).tone).toBe("unhealthy");
});
