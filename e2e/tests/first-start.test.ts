import { administrator } from "../administrator.ts";
import { expect, test } from "../fixtures.ts";
import { statusOnPage } from "../locators.ts";

test.use({ instance: { name: "first start", empty: true } });

test("from nothing to the first answer: one form, one address, and the first result comes in by itself", async ({
  page,
  targets,
}) => {
  await page.goto("/");
  await expect(page).toHaveURL("/setup");
  await page.getByLabel("Name").fill(administrator.name);
  await page.getByLabel("E-mail").fill(administrator.email);
  await page.getByRole("textbox", { name: "Password" }).fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("textbox", { name: "Password" })).toHaveAccessibleDescription(
    /must have at least 10 characters/i,
  );
  await page.getByRole("textbox", { name: "Password" }).fill(administrator.password);
  await page.getByRole("button", { name: "Create account" }).click();

  await expect(page.getByRole("heading", { name: "What should be watched?" })).toBeVisible();
  const address = page.getByRole("textbox", { name: "Address" });
  await expect(address).toBeFocused();
  await address.fill("not an address");
  await page.getByRole("button", { name: "Watch it" }).click();
  await expect(address).toHaveAttribute("aria-invalid", "true");
  await address.fill(targets.url("shop"));
  await page.getByRole("button", { name: "Watch it" }).click();

  await expect(page).toHaveURL(/\/checks\/[^/]+$/);
  await expect(statusOnPage(page)).toContainText("Healthy");
  await expect(page.getByRole("table", { name: "Runs" }).getByRole("row")).toHaveCount(2);

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Overview" }).click();
  await expect(page.getByText("Nothing needs attention.")).toBeVisible();
  const { host } = new URL(targets.url("shop"));
  const row = page.getByRole("table", { name: "Systems" }).getByRole("row").filter({ hasText: host });
  await expect(row).toContainText("Healthy");

  await page.goto("/setup");
  await expect(page).toHaveURL("/");
});
