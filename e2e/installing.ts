import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

/** How long an install may take on a busy machine. */
const INSTALL_LIMIT_MS = 30_000;

/** Says yes to whatever is asked about the package that is shown, and installs it. */
export async function confirmInstall(page: Page, packageName: string): Promise<void> {
  const card = page.getByRole("region", { name: "Install" });
  for (const box of await card.getByRole("checkbox").all()) await box.check();
  await card.getByRole("textbox", { name: /^Type/ }).fill(packageName);
  await card.getByRole("button").click();
}

/** Waits until the page says that it is there. */
export async function expectInstalled(page: Page, packageAndVersion: string): Promise<void> {
  await expect(page.getByRole("heading", { name: `${packageAndVersion} is installed` })).toBeVisible({
    timeout: INSTALL_LIMIT_MS,
  });
}

/** Waits until an operation of a plugin's page has ended, well or badly, and closes what tells of it. */
export async function closeOperation(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog");
  const close = dialog.getByRole("button", { name: "Close", exact: true });
  // While it goes on, only the cross in the corner is called so.
  await expect(close).toHaveCount(2, { timeout: INSTALL_LIMIT_MS });
  await close.last().click();
  await expect(dialog).toBeHidden();
}

/** Uninstalls what the page of a plugin is open for. */
export async function uninstall(page: Page, packageName: string, { data }: { data: "Keep" | "Delete" }): Promise<void> {
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Uninstall…" }).click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("radio", { name: new RegExp(`^${data}`) }).check();
  await question.getByRole("textbox").fill(packageName);
  await question.getByRole("button", { name: "Uninstall" }).click();
  await closeOperation(page);
  await expect(page).toHaveURL(/\/plugins$/);
}
