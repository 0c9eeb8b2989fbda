import { checkStatusSignal, runSignal } from "@checkstack/healthcheck-common";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { statusOnPage } from "../locators.ts";
import { signInAt } from "../session.ts";

/** A check that is told by its first failure, every second. */
const eager = { intervalSeconds: 1, policy: { failuresToAlert: 1, flapping: null } };

test("a change of status is on every open page by itself, with its reason", async ({
  page,
  context,
  admin,
  targets,
}) => {
  const system = await admin.catalog.systems.create({ name: "Live shop" });
  const check = await admin.healthcheck.checks.create({
    ...eager,
    name: "Live shop page",
    systemId: system.id,
    strategy: "http",
    config: { url: targets.url("live") },
  });
  await page.goto("/");
  const checkPage = await context.newPage();
  await checkPage.goto(`/checks/${check.id}`);
  const row = page.getByRole("table", { name: "Systems" }).getByRole("row").filter({ hasText: "Live shop" });
  const status = statusOnPage(checkPage);
  await expect(row).toContainText("Healthy");
  await expect(status).toContainText("Healthy");

  await targets.answer("live", { status: 503, body: "out of stock" });
  // Well before the page would ask by itself.
  await expect(row).toContainText("Unhealthy", { timeout: 5_000 });
  await expect(status).toContainText("Unhealthy", { timeout: 5_000 });
  await expect(checkPage.getByRole("region", { name: "Reason" })).toContainText("503");
  await expect(page.getByRole("region", { name: "Needs attention" })).toContainText("Live shop");
  await expect(page).toHaveTitle(/^\(\d+\) Overview/);
  await expect(page.locator("#favicon")).toHaveAttribute("href", "/favicon-unhealthy.svg");

  await page.getByRole("button", { name: /^Notifications, \d+ unread/ }).click();
  const told = page.getByRole("dialog", { name: "Notifications" });
  await expect(told.getByRole("listitem").first()).toContainText("Live shop: Live shop page is unhealthy");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();

  await targets.answer("live", { status: 200 });
  await expect(row).toContainText("Healthy", { timeout: 5_000 });
  await expect(status).toContainText("Healthy", { timeout: 5_000 });
  await checkPage.close();
  await admin.healthcheck.checks.delete({ id: check.id });
});

test("who may not read sees neither navigation nor data, and hears nothing", async ({
  page,
  openAs,
  admin,
  server,
  targets,
  problems,
}) => {
  problems.allow(/status of 403/);
  const stranger = { name: "Stranger", email: "stranger@example.org", password: "a stranger's password" };
  await admin.auth.users.create({ ...stranger, roles: [] });
  const system = await admin.catalog.systems.create({ name: "Secret shop" });
  const check = await admin.healthcheck.checks.create({
    ...eager,
    name: "Secret shop page",
    systemId: system.id,
    strategy: "http",
    config: { url: targets.url("secret") },
  });
  const other = await openAs(await signInAt(server.url, stranger));
  await other.goto("/");
  await expect(other.getByRole("main")).toBeVisible();
  for (const name of ["Checks", "Systems", "Users", "Roles", "Plugins"]) {
    await expect(other.getByRole("navigation", { name: "Main" }).getByRole("link", { name })).toBeHidden();
  }
  for (const path of [`/checks/${check.id}`, `/systems/${system.id}`, "/users"]) {
    await other.goto(path);
    await expect(other.getByRole("heading", { name: "No access" })).toBeAttached();
  }
  await expect(other.getByText("Secret shop")).toBeHidden();

  const heard = await listen(other, [checkStatusSignal.id, runSignal.id, `${checkStatusSignal.id}#${check.id}`]);
  await page.goto(`/checks/${check.id}`);
  await expect(statusOnPage(page)).toContainText("Healthy");
  await targets.answer("secret", { status: 500 });
  await expect(statusOnPage(page)).toContainText("Unhealthy");
  const messages = await heard();
  expect(messages.filter(({ type }) => type === "signal")).toEqual([]);
  expect(messages.filter(({ type }) => type === "refused")).not.toEqual([]);
  await page.close();
  await admin.healthcheck.checks.delete({ id: check.id });
});

/** Follows signals past the page; the result gives what came until an answer to one more question was there. */
async function listen(page: Page, signals: string[]): Promise<() => Promise<{ type: string }[]>> {
  const socket = await page.evaluateHandle(async (signals) => {
    const messages: { type: string }[] = [];
    const socket = new WebSocket(`${location.origin.replace("http", "ws")}/api/signals/ws`);
    socket.addEventListener("message", (event) => messages.push(JSON.parse(event.data)));
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    const ask = async () => {
      const before = messages.length;
      socket.send(JSON.stringify({ type: "subscribe", signals }));
      while (messages.length === before) await new Promise((resolve) => socket.addEventListener("message", resolve));
      return messages;
    };
    await ask();
    return { ask };
  }, signals);
  return () => socket.evaluate(({ ask }) => ask());
}
