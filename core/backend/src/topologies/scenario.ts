import { expect } from "bun:test";
import * as z from "zod";
import { startTarget } from "../testing/target.ts";
import { until } from "../testing/until.ts";
import { createVisitor } from "./visitor.ts";

const account = { name: "Ada", email: "ada@example.org", password: "correct horse battery staple" };
const made = z.object({ id: z.string() });
const checkAnswer = z.object({ status: z.string() });

/**
 * What people do on their first day, on any arrangement of processes: set up, sign in, watch something, see it fail at
 * once, be told of it, and clean up. Each request goes to the next of `addresses`.
 */
export async function playFirstDay(addresses: readonly string[]): Promise<void> {
  await using target = await startTarget();
  await createVisitor(addresses).send("POST", "/api/auth/set-up", account, z.unknown());
  const visitor = createVisitor(addresses);
  const { email, password } = account;
  await visitor.send("POST", "/api/auth/sign-in/email", { email, password }, z.unknown());

  const system = await visitor.send("POST", "/api/catalog/systems", { name: "Shop" }, made);
  const check = await visitor.send(
    "POST",
    "/api/healthcheck/checks",
    {
      name: "Landing page",
      systemId: system.id,
      strategy: "http",
      config: { url: target.url },
      intervalSeconds: 1,
      policy: { failuresToAlert: 1, flapping: null },
    },
    made,
  );
  const checkPath = `/api/healthcheck/checks/${check.id}`;
  const statusOf = async () => (await visitor.get(checkPath, checkAnswer)).status;
  await until(async () => (await statusOf()) === "healthy");

  // Two sockets, at two addresses: one hears what happens wherever it happens.
  using here = await visitor.listen(["healthcheck.checkStatus", "notification.added"]);
  using there = await visitor.listen(["healthcheck.checkStatus", "notification.added"]);
  await target.kill();
  for (const signals of [here, there]) {
    await signals.heard(
      "healthcheck.checkStatus",
      z.object({ checkId: z.literal(check.id), to: z.literal("unhealthy") }),
    );
    await signals.heard("notification.added", z.object({ id: z.uuid() }));
  }
  expect(await statusOf()).toBe("unhealthy");
  const { items } = await visitor.get(
    "/api/notification/notifications",
    z.object({ items: z.array(z.object({ title: z.string(), checkId: z.string() })) }),
  );
  expect(items).toEqual([{ title: "Shop: Landing page is unhealthy", checkId: check.id }]);

  // The hook of one plugin is another one's work.
  await visitor.send("DELETE", `/api/catalog/systems/${system.id}`, undefined, z.unknown());
  await until(async () => (await statusOf().catch(String)).includes("CHECK_NOT_FOUND"));

  await visitor.send("POST", "/api/auth/sign-out", {}, z.unknown());
  expect(await visitor.get("/api/catalog/systems", z.unknown()).catch(String)).toContain("401");
}
