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
