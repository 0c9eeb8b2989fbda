import type { Page } from "@playwright/test";
import { administrator } from "../administrator.ts";
import { expect, test } from "../fixtures.ts";

test.use({ signedIn: false });

async function fillIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("a wrong password and an unknown address get the same answer", async ({ page, problems }) => {
  problems.allow(/status of 401/);
  await page.goto("/");
  await expect(page).toHaveURL("/sign-in");
  const answers: string[] = [];
  for (const email of [administrator.email, "nobody@example.org"]) {
    await page.goto("/sign-in");
    await fillIn(page, { email, password: "not the password" });
    answers.push(await page.getByRole("alert").innerText());
  }
  expect(answers[0]).toContain("The e-mail address or the password is wrong.");
  expect(answers[1]).toBe(answers[0]);
});

test("after signing in one is where one wanted to go, and after signing out nothing is left on the page", async ({
  page,
}) => {
  await page.goto("/users?search=admin#top");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await fillIn(page, administrator);
  await expect(page).toHaveURL("/users?search=admin#top");
  await expect(page.getByRole("table", { name: "Users" })).toContainText(administrator.email);

  await page.getByRole("button", { name: `Menu of ${administrator.name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await expect(page.getByText(administrator.email)).toBeHidden();
  await page.goBack();
  await expect(page.getByRole("table", { name: "Users" })).toBeHidden();
});

test("an address from elsewhere is not followed after signing in", async ({ page, server }) => {
  for (const next of ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)"]) {
    await page.context().clearCookies();
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await fillIn(page, administrator);
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeHidden();
    expect(new URL(page.url()).origin).toBe(server.url);
  }
});

test("a session that was ended elsewhere leads to sign-in at once, without a click", async ({
  page,
  openAs,
  admin,
}) => {
  const roamer = { name: "Roamer", email: "roamer@example.org", password: "in two browsers at once" };
  await admin.auth.users.create(roamer);
  await page.goto("/sign-in");
  await fillIn(page, roamer);
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  const elsewhere = await openAs("visitor");
  await elsewhere.goto("/sign-in?next=/profile");
  await fillIn(elsewhere, roamer);
  await elsewhere.getByRole("button", { name: /^End (the )?session/ }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(elsewhere.getByRole("button", { name: /^End (the )?session/ })).toBeHidden();
});
