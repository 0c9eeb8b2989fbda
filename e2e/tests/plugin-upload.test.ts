import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { packSmall } from "../small-plugin.ts";

test.use({ instance: { name: "plugin sources" } });

const MEGABYTE = 1_000_000;
const packed = (name: string, buffer: Buffer) => ({ name, mimeType: "application/gzip", buffer });
const noPackage = packed("large.tgz", randomBytes(2 * MEGABYTE));
const small = packed(
  "haze.tgz",
  packSmall({ name: "@acme/haze", version: "1.0.0", plugins: [{ pluginId: "haze", displayName: "Haze" }] }),
);

async function openUpload(page: Page) {
  await page.goto("/plugins/install?from=upload");
  const input = page.getByLabel("A packed plugin");
  await expect(page.getByText("Drop a packed plugin here")).toBeVisible();
  return { input, bar: page.getByRole("progressbar", { name: "Sent" }), alert: page.getByRole("alert") };
}

/** Lets the page send as fast as this; the result lets it send as fast as it can. */
async function slowDown(page: Page, bytesPerSecond: number): Promise<() => Promise<void>> {
  const devTools = await page.context().newCDPSession(page);
  const limits = { offline: false, latency: 0, downloadThroughput: -1 };
  await devTools.send("Network.emulateNetworkConditions", { ...limits, uploadThroughput: bytesPerSecond });
  return () => devTools.detach();
}

const sentOf = (page: Page) =>
  page.getByRole("progressbar", { name: "Sent" }).evaluate((bar) => Reflect.get(bar, "value"));

test("a file on a slow line shows how far it is, and is called off", async ({ page, problems }) => {
  problems.allow(/status of 422.*artifacts/);
  const { input, bar, alert } = await openUpload(page);
  const hurry = await slowDown(page, MEGABYTE / 5);
  await input.setInputFiles(noPackage);
  await expect(page.getByText("Sending large.tgz")).toBeVisible();
  await expect(bar).toHaveAttribute("max", String(2 * MEGABYTE));
  await expect.poll(() => sentOf(page)).toBeGreaterThan(0);
  expect(await sentOf(page)).toBeLessThan(2 * MEGABYTE);
  const ended = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/artifacts"));
  await page.getByRole("button", { name: "Cancel" }).click();
  await ended;
  await expect(page.getByText("Drop a packed plugin here")).toBeVisible();
  await expect(alert).toHaveCount(0);

  await hurry();
  await input.setInputFiles(noPackage);
  await expect(alert).toContainText("large.tgz was not taken");
  await expect(alert).toContainText("gzip");
});

test("a line that is cut while a file is sent is told, and the same file is sent again", async ({ page, problems }) => {
  problems.allow(/ERR_CONNECTION_RESET|status of 422.*artifacts/);
  const { input, alert } = await openUpload(page);
  await page.route("**/api/pluginmanager/artifacts", (route) => route.abort("connectionreset"), { times: 1 });
  await input.setInputFiles(noPackage);
  await expect(alert).toContainText(/The connection was lost after .* of 2 MB were sent/);
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(alert).toContainText("gzip");
  await input.setInputFiles(small);
  await expect(page.getByRole("heading", { name: "Install Haze 1.0.0" })).toBeVisible();
});

test("a proxy that takes no file of this size is told apart from the platform", async ({ page, problems }) => {
  problems.allow(/status of 413/);
  const { input, alert } = await openUpload(page);
  await page.route("**/api/pluginmanager/artifacts", (route) =>
    route.fulfill({ status: 413, contentType: "text/html", body: "<h1>413 Request Entity Too Large</h1>" }),
  );
  await input.setInputFiles(noPackage);
  await expect(alert).toContainText("takes no file of 2 MB");
  await expect(alert).toContainText("client_max_body_size");
});
