import { storeDeadLetters } from "../dead-letters.ts";
import { expect, test } from "../fixtures.ts";
import { seed } from "../seed.ts";

test.use({ instance: { name: "queues" } });

test("another engine takes over while everything runs: recurring jobs go with it, and checks go on", async ({
  page,
  admin,
  targets,
}) => {
  // Filling the server takes its time, too.
  test.slow();
  const { systemId } = await seed(admin, targets);
  await targets.answer("often", { status: 200 });
  const check = await admin.healthcheck.checks.create({
    name: "Often",
    systemId,
    strategy: "http",
    config: { url: targets.url("often") },
    intervalSeconds: 1,
  });
  await page.goto("/queues");
  const row = page.getByRole("row", { name: /^healthcheck\.checks/ });
  await expect(page.getByText("The engine “In memory” runs the queues of one process.")).toBeVisible();
  await expect(row.getByRole("cell").nth(4)).toHaveText("5");

  await page.getByRole("link", { name: "Engine" }).click();
  await page.getByRole("radio", { name: /^PostgreSQL/ }).click();
  await page.getByRole("button", { name: "Use this engine" }).click();
  await expect(page.getByText("The engine “PostgreSQL” runs the queues of one process.")).toBeVisible();
  const changedAt = Date.now();

  await page.getByRole("link", { name: "Live" }).click();
  await expect(row.getByRole("cell").nth(4)).toHaveText("5");
  await expect(row.getByText("On time")).toBeVisible();
  await expect
    .poll(async () => {
      const { items } = await admin.healthcheck.checks.runs({ id: check.id, limit: 50 });
      return items.filter(({ scheduledAt }) => scheduledAt.getTime() > changedAt).length;
    })
    .toBeGreaterThan(2);
});

test("an engine that cannot be used is refused with the reason, and its settings with what is wrong", async ({
  page,
  problems,
}) => {
  problems.allow(/status of 4(00|09)/);
  await page.goto("/queues/engine");
  await page.getByRole("radio", { name: /^Redis/ }).click();
  await page.getByRole("button", { name: "Use this engine" }).click();
  await expect(page.getByRole("alert")).toContainText("Redis has no address yet");
  await page.getByRole("textbox", { name: "Address" }).fill("http://redis");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("must look like redis://")).toBeVisible();
});

test("a dead letter shows why it failed, is tried again, and what nobody needs is thrown away", async ({
  page,
  server,
}) => {
  await storeDeadLetters(server.dataDir);
  await page.goto("/queues/dead-letters");
  const table = page.getByRole("table", { name: "Dead letters" });
  await table.getByRole("button").first().click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("refused the connection (ECONNREFUSED)")).toBeVisible();
  await expect(dialog.getByText("01922d4c-7c1e-7b0a-9b3c-5a1f0e2d3c4b")).toBeVisible();
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("1 dead letter will be tried again")).toBeVisible();
  await expect(table.getByRole("row")).toHaveCount(2);
  await page.getByRole("button", { name: "Throw all away…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Throw away" }).click();
  await expect(page.getByText("Nothing has failed for good")).toBeVisible();
});
