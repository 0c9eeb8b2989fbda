import { expect, test } from "../fixtures.ts";

test("the page of plugins tells how each one started, and what it lets people do", async ({ page }) => {
  await page.goto("/plugins");
  const plugins = page.getByRole("list", { name: "Plugins" }).getByRole("listitem");
  await expect(page.getByRole("status").filter({ hasText: /^\d+ plugins: \d+ running\.$/ })).toBeVisible();
  const catalog = plugins.filter({ has: page.getByText("catalog", { exact: true }) });
  await expect(catalog).toContainText("Running");
  await expect(catalog).toContainText(/import .*\d+ ms/);
  const row = catalog.getByRole("button", { name: /Catalog/ });
  await row.press("Enter");
  await expect(row).toHaveAttribute("aria-expanded", "true");
  await expect(catalog).toContainText("@checkstack/catalog-backend");
  await expect(catalog.getByRole("region", { name: "Access rules" })).toContainText("catalog.entity.read");
});
