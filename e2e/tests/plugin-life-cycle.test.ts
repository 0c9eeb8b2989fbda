import type { Locator, Page } from "@playwright/test";
import { packExample, type PackedExample } from "../example-plugin.ts";
import { expect, test } from "../fixtures.ts";
import { closeOperation, confirmInstall, expectInstalled, uninstall } from "../installing.ts";
import { startRegistry } from "../registry.ts";

test.use({ instance: { name: "plugin life cycle" } });
test.describe.configure({ mode: "serial" });

let example: PackedExample;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  example = await packExample();
});

const navigation = (page: Page): Locator => page.getByRole("navigation", { name: "Main" });
const deadlinesLink = (page: Page): Locator => navigation(page).getByRole("link", { name: "Deadlines" });
const openPlugin = (page: Page) => page.goto("/plugins/installed/deadlines");

test("an uploaded plugin is shown before it is installed, and is then there in every open browser", async ({
  page,
  openAs,
  admin,
}) => {
  const elsewhere = await openAs(admin);
  await elsewhere.goto("/");
  await expect(navigation(elsewhere).getByRole("link", { name: "Overview" })).toBeVisible();
  const loads = await loadsOf(elsewhere);

  await page.goto("/plugins");
  await page.getByRole("link", { name: "Install a plugin" }).first().click();
  await page.getByRole("tab", { name: "Upload" }).click();
  await page.getByLabel("A packed plugin").setInputFiles(example.file("1.0.0"));
  await expect(page.getByRole("heading", { name: "Install Deadlines 1.0.0" })).toBeVisible();
  await expect(page.getByText("Not signed: nothing shows who made it.")).toBeVisible();
  await expect(page.getByRole("list", { name: "What it can reach" })).toContainText("a process of its own");
  await expect(page.getByRole("region", { name: "Does it fit?" })).toContainText(/It fits: \d+ requirements are met/);
  await expect(page.getByRole("region", { name: "Access rules" })).toContainText("See deadlines");

  const install = page.getByRole("button", { name: "Install", exact: true });
  await expect(install).toBeDisabled();
  await page.getByRole("region", { name: "Install" }).getByRole("checkbox").check();
  await expect(install).toBeDisabled();
  await confirmInstall(page, example.name);
  await expectInstalled(page, `${example.name} 1.0.0`);
  await page.getByRole("link", { name: "Open Deadlines" }).click();
  await expect(page.locator("header [data-state=ready]")).toBeVisible();

  await deadlinesLink(elsewhere).click();
  await expect(elsewhere.getByRole("heading", { name: "Deadlines", level: 1 })).toBeVisible();
  expect(await loadsOf(elsewhere)).toBe(loads);
});

test("what the plugin adds to the page of a system works", async ({ page, admin }) => {
  const { id } = await admin.catalog.systems.create({ name: "Web shop" });
  await page.goto(`/systems/${id}`);
  await page.getByRole("textbox", { name: "What expires" }).fill("Certificate");
  await page.getByLabel("Last day").fill("2031-05-04");
  await page.getByRole("button", { name: "Add deadline" }).click();
  await expect(page.getByRole("main")).toContainText("Certificate");
  await deadlinesLink(page).click();
  await expect(page.getByRole("main")).toContainText("Certificate");
});

test("its setting is a form, with a way back to what it was", async ({ page }) => {
  await openPlugin(page);
  await page.getByRole("tab", { name: "Settings" }).click();
  const days = page.getByLabel("Warn");
  for (const [index, value] of ["60", "90"].entries()) {
    await days.fill(value);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Warnings is saved")).toHaveCount(index + 1);
  }
  await days.fill("75");
  await page.getByRole("button", { name: "History" }).click();
  const records = page.getByRole("list", { name: "History" }).getByRole("listitem");
  await expect(records.first()).toContainText("Changed:");
  await records.nth(1).getByRole("button", { name: "Bring it back" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Bring it back" }).click();
  await expect(records).toHaveCount(3);
  await page.keyboard.press("Escape");
  // What was begun here is not lost.
  await expect(days).toHaveValue("75");
  await expect(page.getByText("Somebody has saved this meanwhile.")).toBeVisible();
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(days).toHaveValue("60");
});

test("an upgrade from a private registry says what changes, and takes over in every open browser", async ({
  page,
  openAs,
  admin,
}) => {
  await using registry = await startRegistry({
    name: example.name,
    versions: { "1.0.0": await example.read("1.0.0"), "1.1.0": await example.read("1.1.0") },
    token: "secret-of-the-registry",
  });
  const elsewhere = await openAs(admin);
  await elsewhere.goto("/deadlines");
  const loads = await loadsOf(elsewhere);

  await page.goto("/plugins/sources");
  await page.getByRole("button", { name: "Add a registry" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Ours");
  await dialog.getByLabel("Address").fill(registry.url);
  await dialog.getByLabel("Token").fill("secret-of-the-registry");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("list", { name: "npm registries" })).toContainText("Ours");

  await page.goto("/plugins/install?from=npm");
  await page.getByLabel("Package").fill(example.name);
  await page.getByRole("combobox", { name: "Registry" }).click();
  await page.getByRole("option", { name: "Ours" }).click();
  await page.getByRole("button", { name: "See what it is" }).click();
  await expect(page.getByRole("heading", { name: "Upgrade to Deadlines 1.1.0" })).toBeVisible();
  await expect(page.getByText("It may do exactly what it may do now.")).toBeVisible();
  await confirmInstall(page, example.name);
  await expectInstalled(page, `${example.name} 1.1.0`);

  await expect
    .poll(() => elsewhere.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name)))
    .toContainEqual(expect.stringContaining("/plugins/deadlines@1.1.0/"));
  await expect(elsewhere.getByRole("main")).toContainText("Certificate");
  expect(await loadsOf(elsewhere)).toBe(loads);
});

test("going back to a version brings its setting back as it was, though the upgrade migrated it", async ({ page }) => {
  await openPlugin(page);
  await page.getByRole("tab", { name: "Settings" }).click();
  // Version 2 of the setting, made of what version 1 had.
  await expect(page.getByLabel("Soon")).toHaveValue("60");
  await page.getByLabel("Soon").fill("10");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Warnings is saved")).toBeVisible();
  await page.getByRole("tab", { name: "Versions" }).click();
  await page.getByRole("button", { name: "Roll back to 1.0.0" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Roll back" }).click();
  await closeOperation(page);
  // "Now" is what it says of the version that runs; "now" may be when another one was installed.
  const current = { has: page.getByText("Now", { exact: true }) };
  await expect(page.getByRole("list", { name: "Versions" }).getByRole("listitem").filter(current)).toContainText(
    "1.0.0",
  );
  await page.getByRole("tab", { name: "Settings" }).click();
  await expect(page.getByLabel("Warn")).toHaveValue("60");
});

test("a disabled plugin is gone from every open browser, and comes back with its data", async ({
  page,
  openAs,
  admin,
}) => {
  const elsewhere = await openAs(admin);
  await elsewhere.goto("/");
  await expect(deadlinesLink(elsewhere)).toBeVisible();
  await openPlugin(page);
  await page.getByRole("button", { name: "Disable" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Disable" }).click();
  await closeOperation(page);
  await expect(page.locator("header [data-state=disabled]")).toBeVisible();
  await expect(deadlinesLink(elsewhere)).toBeHidden();

  await page.getByRole("button", { name: "Enable" }).click();
  await closeOperation(page);
  await deadlinesLink(elsewhere).click();
  await expect(elsewhere.getByRole("main")).toContainText("Certificate");
});

test("what is uninstalled may keep its data for the next time", async ({ page }) => {
  await openPlugin(page);
  await uninstall(page, example.name, { data: "Keep" });
  await page.goto("/plugins/install?from=upload");
  await page.getByLabel("A packed plugin").setInputFiles(example.file("1.0.0"));
  await expect(page.getByRole("heading", { name: "Install Deadlines 1.0.0" })).toBeVisible();
  await confirmInstall(page, example.name);
  await expectInstalled(page, `${example.name} 1.0.0`);
  await deadlinesLink(page).click();
  await expect(page.getByRole("main")).toContainText("Certificate");
  await openPlugin(page);
  await page.getByRole("tab", { name: "Settings" }).click();
  await expect(page.getByLabel("Warn")).toHaveValue("60");
});

test("a plugin is uninstalled with its data, and the events tell what was done", async ({ page, openAs, admin }) => {
  const elsewhere = await openAs(admin);
  await elsewhere.goto("/");
  await expect(deadlinesLink(elsewhere)).toBeVisible();
  await openPlugin(page);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Uninstall…" }).click();
  await expect(page.getByRole("alertdialog").getByRole("region", { name: "Its data" })).toContainText("deadlines");
  await page.keyboard.press("Escape");
  await uninstall(page, example.name, { data: "Delete" });
  await expect(page.getByRole("region", { name: "Installed here" })).toContainText("Nothing was added yet");
  await expect(deadlinesLink(elsewhere)).toBeHidden();

  await page.getByRole("link", { name: "Events" }).click();
  const events = page.getByRole("list", { name: "Events" });
  for (const action of ["Install", "Upgrade", "Rollback", "Disable", "Enable", "Uninstall"]) {
    await expect(events.getByText(action, { exact: true }).first()).toBeVisible();
  }
});

test("a file that is no packed plugin is refused with a reason", async ({ page, problems }) => {
  problems.allow(/status of 4\d\d/);
  await page.goto("/plugins/install?from=upload");
  const input = page.getByLabel("A packed plugin");
  await input.setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("notes") });
  await expect(page.getByRole("alert")).toContainText("notes.txt is no .tgz");
  await input.setInputFiles({ name: "notes.tgz", mimeType: "application/gzip", buffer: Buffer.from("notes") });
  await expect(page.getByRole("alert")).toContainText("notes.tgz was not taken");
});

const loadsOf = (page: Page): Promise<number> => page.evaluate(() => performance.timeOrigin);
