import type { Locator } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { statusOnPage } from "../locators.ts";

/** Opens a list of choices and takes one. */
async function choose(within: Locator, label: string, option: string): Promise<void> {
  await within.getByRole("combobox", { name: label }).click();
  await within.page().getByRole("option", { name: option, exact: true }).click();
}

test("a check is tried, written, changed, cloned, paused and deleted", async ({ page, targets, problems }) => {
  problems.allow(/status of 400/);
  await targets.answer("editor", {
    body: JSON.stringify({ up: true }),
    headers: { "content-type": "application/json" },
  });
  await page.goto("/checks");
  await page.getByRole("link", { name: "New check" }).first().click();
  const what = page.getByRole("region", { name: "What to check" });
  await expect(what).toContainText("HTTP");
  const url = what.getByLabel("URL");
  const create = page.getByRole("button", { name: "Create check" });

  // What the form knows by itself, at the first field that is wrong.
  await create.click();
  await expect(url).toBeFocused();
  await expect(url).toHaveAttribute("aria-invalid", "true");
  // What only the server knows.
  await url.fill("ftp://example.org");
  const trial = page.getByRole("region", { name: "Test" });
  await trial.getByRole("button", { name: "Test now" }).click();
  await expect(url).toHaveAccessibleDescription(/http/);

  await url.fill(targets.url("editor"));
  await trial.getByRole("button", { name: "Test now" }).click();
  await expect(trial).toContainText("Healthy");
  await trial.getByRole("button", { name: "Assert on status code" }).click();
  const must = page.getByRole("region", { name: "What must hold" });
  await expect(must.getByText("Status code is 200, or else it is unhealthy.")).toBeVisible();
  await must.getByRole("button", { name: "Add an assertion" }).click();
  const added = must.getByRole("listitem").nth(1);
  await choose(added, "Field", "JSON body");
  await added.getByLabel("JSONPath").fill("$.up");
  await choose(added, "Comparison", "is true");

  const named = page.getByRole("region", { name: "Name and system" });
  await named.getByLabel("Name").fill("Editor API");
  await named.getByRole("combobox", { name: "System" }).click();
  await page.getByPlaceholder("Search, or type a new name…").fill("Editor system");
  await page.getByRole("option", { name: 'Create "Editor system"' }).click();
  await expect(named.getByRole("combobox", { name: "System" })).toContainText("Editor system");
  await choose(named, "Interval", "Every 1 hour");
  await create.click();

  await expect(page.getByRole("heading", { name: "Editor API", level: 1, exact: true })).toBeVisible();
  await expect(statusOnPage(page)).toContainText("Healthy");
  const saved = page.url();

  // One run that fails says what was expected and what was there.
  await targets.answer("editor", {
    body: JSON.stringify({ up: false }),
    headers: { "content-type": "application/json" },
  });
  await page.getByRole("button", { name: "Run now" }).click();
  await page.getByRole("button", { name: "Show" }).click();
  const run = page.getByRole("dialog");
  await expect(run.getByRole("region", { name: "Assertions" })).toContainText(
    /expected JSON body at \$\.up to be true, was false/,
  );
  await expect(run.getByRole("region", { name: "Assertions" })).toContainText("actual: false");
  await expect(run.getByRole("region", { name: "Evidence" })).toContainText('{"up":false}');
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(saved);

  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Editor API, renamed");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("heading", { name: "Editor API, renamed", level: 1, exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Pause" }).click();
  await expect(statusOnPage(page)).toContainText("Paused");
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(statusOnPage(page)).not.toContainText("Paused");

  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Clone" }).click();
  await expect(page).toHaveURL(/\/edit$/);
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue(/Editor API, renamed/);
  await page.getByRole("textbox", { name: "Name" }).fill("Editor API, copied");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(statusOnPage(page)).toContainText("Paused");

  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete check" }).click();
  await expect(page).toHaveURL("/checks");
  const table = page.getByRole("table", { name: "Checks" });
  await expect(table.getByRole("row").filter({ hasText: "Editor API, renamed" })).toBeVisible();
  await expect(table.getByRole("row").filter({ hasText: "Editor API, copied" })).toBeHidden();
});

test("what was written and not saved is still there when one comes back", async ({ page }) => {
  await page.goto("/checks/new");
  await page.getByLabel("URL").fill("https://example.org/unsaved");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Overview" }).click();
  await page.getByRole("button", { name: "Go on writing" }).click();
  await expect(page.getByLabel("URL")).toHaveValue("https://example.org/unsaved");
  await page.getByRole("button", { name: "Begin anew" }).click();
  await expect(page.getByLabel("URL")).toHaveValue("");
});

test("many checks are paused, resumed and deleted together", async ({ page, admin, targets }) => {
  const system = await admin.catalog.systems.create({ name: "Bulk system" });
  for (const name of ["bulk one", "bulk two", "bulk three"]) {
    await admin.healthcheck.checks.create({
      name,
      systemId: system.id,
      strategy: "http",
      config: { url: targets.url("bulk") },
    });
  }
  await page.goto("/checks?q=bulk");
  const rows = page.getByRole("table", { name: "Checks" }).getByRole("row").filter({ hasText: "bulk" });
  await expect(rows).toHaveCount(3);
  for (const name of ["bulk one", "bulk two"]) await rows.filter({ hasText: name }).getByRole("checkbox").check();
  const bar = page.getByRole("toolbar", { name: "Selected checks" });
  await bar.getByRole("button", { name: "Pause" }).click();
  await expect(rows.filter({ hasText: "Paused" })).toHaveCount(2);
  await bar.getByRole("button", { name: "Resume" }).click();
  await expect(rows.filter({ hasText: "Paused" })).toHaveCount(0);
  await bar.getByRole("button", { name: "Delete…" }).click();
  await page
    .getByRole("alertdialog", { name: "Delete 2 checks?" })
    .getByRole("button", { name: "Delete checks" })
    .click();
  await expect(rows).toHaveCount(1);
  await expect(bar).toBeHidden();
});
