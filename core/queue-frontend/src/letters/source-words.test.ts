import { expect, test } from "bun:test";
import { sourceWords } from "./source-words.ts";

test("a letter tells whether it was a job, a recurring job or an event, and whose", () => {
  const job = { kind: "job", source: "notification.deliveries", subscriber: null, recurringKey: null } as const;
  expect(sourceWords(job)).toEqual({ title: "notification.deliveries", kind: "Job" });
  expect(sourceWords({ ...job, recurringKey: "daily" }).kind).toBe("Recurring job");
  expect(
    sourceWords({ kind: "event", source: "catalog.systemsDeleted", subscriber: "healthcheck", recurringKey: null }),
  ).toEqual({ title: "catalog.systemsDeleted → healthcheck", kind: "Event" });
});
