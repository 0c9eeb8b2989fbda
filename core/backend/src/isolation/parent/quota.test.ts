import { expect, test } from "bun:test";
import { createQuota } from "./quota.ts";

test("what stays in the platform has a limit, each kind its own", () => {
  const quota = createQuota();
  for (let made = 0; made < 100; made++) quota.take("queues", `queue ${made}`);
  expect(() => quota.take("queues", "one more")).toThrow("has 100 queues already");
  quota.take("queues", "queue 7");
  quota.take("sockets", "/");
});
