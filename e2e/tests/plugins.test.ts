import { expect, test } from "../fixtures.ts";

test("the page of plugins tells how each one started", async ({ page }) => {
  await page.goto("/plugins");
  await expect(page.getByRole("status").filter({ hasText: /^\d+ plugins: \d+ running\.$/ })).toBeVisible();
  const builtIn = page.getByRole("list", { name: "Part of Checkstack" }).getByRole("listitem");
  const catalog = builtIn.filter({ has: page.getByText("catalog", { exact: true }) });
  await expect(catalog).toContainText("Running");
  await expect(catalog).toContainText(/import .*\d+ ms/);
  await page.getByRole("searchbox", { name: "Search plugins" }).fill("catalog");
  await expect(builtIn).toHaveCount(1);
});

test("a plugin of the platform is moved into a process of its own and back, on its page", async ({ page }) => {
  await page.goto("/plugins/installed/healthcheck-http");
  const reach = page.getByRole("list", { name: "What it can reach" });
  await expect(reach).toContainText("runs within its process");
  await page.getByRole("button", { name: "Move into a process of its own" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Move" }).click();
  await expect(reach).toContainText("moved into a process of its own");
  await expect(page.getByText(/MB of \d+ MB/)).toBeVisible();
  await page.getByRole("button", { name: "Move into the platform's process" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Move" }).click();
  await expect(reach).toContainText("runs within its process");
});
