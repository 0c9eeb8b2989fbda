import { expect, test } from "../fixtures.ts";
import { signInAt } from "../session.ts";

test("an API key is shown once, works until it is revoked, and may only what was chosen", async ({
  page,
  server,
  admin,
}) => {
  const system = await admin.catalog.systems.create({ name: "Read by a key" });
  await page.goto("/profile");
  await page.getByRole("button", { name: "Create a key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByText("choose at least one")).toBeVisible();
  await dialog.getByLabel("Name").fill("Deployment");
  await dialog.getByRole("checkbox", { name: /Read systems and groups/ }).check();
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByRole("heading", { name: "Your new API key" })).toBeVisible();
  const key = await dialog.getByText(/^ck_\S+$/).innerText();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(key)).toHaveCount(0);
  await page.reload();
  const row = page.getByRole("list", { name: "API keys" }).getByRole("listitem").filter({ hasText: "Deployment" });
  await expect(row).toContainText("1 access rule");
  await expect(page.getByText(key)).toHaveCount(0);

  const ask = (method: string, path: string) =>
    fetch(`${server.url}${path}`, { method, headers: { authorization: `Bearer ${key}` } });
  expect((await ask("GET", `/api/catalog/systems/${system.id}`)).status).toBe(200);
  expect((await ask("DELETE", `/api/catalog/systems/${system.id}`)).status).toBe(403);

  await row.getByRole("button", { name: "Revoke Deployment" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke key" }).click();
  await expect(row).toBeHidden();
  expect((await ask("GET", `/api/catalog/systems/${system.id}`)).status).toBe(401);
});

test("a user is added, gets a role that was made for it, is disabled and deleted", async ({
  page,
  openAs,
  server,
  problems,
}) => {
  problems.allow(/status of 4(01|09)/);
  await page.goto("/roles");
  await page.getByRole("button", { name: "Create a role" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Auditors");
  await page.getByRole("dialog").getByRole("button", { name: "Create role" }).click();
  await page.getByRole("checkbox", { name: "Auditors: See users, roles and what they may do" }).check();
  await page.getByRole("region", { name: "Changes that are not saved" }).getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("region", { name: "Changes that are not saved" })).toBeHidden();

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Users" }).click();
  await page.getByRole("button", { name: "Add a user" }).click();
  const dialog = page.getByRole("dialog");
  const person = { name: "Grace Auditor", email: "grace@example.org", password: "nothing that is guessed" };
  await dialog.getByLabel("Name").fill(person.name);
  await dialog.getByLabel("E-mail").fill("admin@example.org");
  await dialog.getByRole("textbox", { name: "Password" }).fill(person.password);
  await dialog.getByRole("checkbox", { name: "Auditors" }).check();
  await dialog.getByRole("button", { name: "Add user" }).click();
  await expect(dialog.getByLabel("E-mail")).toHaveAccessibleDescription(/e-mail address/);
  await dialog.getByLabel("E-mail").fill(person.email);
  await dialog.getByRole("button", { name: "Add user" }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole("row").filter({ hasText: person.email });
  await expect(row).toContainText("Auditors");

  const other = await openAs(await signInAt(server.url, person));
  await other.goto("/users");
  await expect(other.getByRole("row").filter({ hasText: person.email })).toContainText("You");
  await expect(other.getByRole("button", { name: "Add a user" })).toBeHidden();

  await row.getByRole("button", { name: `Actions for ${person.name}` }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await dialog.getByRole("checkbox", { name: "May sign in" }).uncheck();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("Disabled");
  await expect(other).toHaveURL(/\/sign-in/);

  await row.getByRole("button", { name: `Actions for ${person.name}` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const question = page.getByRole("alertdialog", { name: `Delete ${person.name}?` });
  await expect(question.getByRole("button", { name: "Delete user" })).toBeDisabled();
  await question.getByLabel(/to confirm/).fill(person.email);
  await question.getByRole("button", { name: "Delete user" }).click();
  await expect(row).toBeHidden();
});

test("the last administrator cannot lock everybody out", async ({ page, problems }) => {
  problems.allow(/status of 409/);
  await page.goto("/users");
  await page.getByRole("button", { name: "Actions for Administrator" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await page.getByRole("dialog").getByRole("checkbox", { name: "May sign in" }).uncheck();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("This is the last administrator");
});

test("a new password replaces the old one, and ends the sessions elsewhere", async ({
  admin,
  openAs,
  server,
  problems,
}) => {
  problems.allow(/status of 401/);
  const person = { name: "Changer", email: "changer@example.org", password: "the first password" };
  await admin.auth.users.create(person);
  const page = await openAs(await signInAt(server.url, person));
  const elsewhere = await openAs(await signInAt(server.url, person));
  await elsewhere.goto("/profile");
  await expect(elsewhere.getByRole("heading", { name: "Your account" })).toBeVisible();
  await page.goto("/profile");
  await page.getByRole("textbox", { name: "Current password" }).fill("not that one");
  await page.getByRole("textbox", { name: "New password" }).fill("the second password");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("textbox", { name: "Current password" })).toHaveAccessibleDescription(
    /This is not your password/,
  );
  await page.getByRole("textbox", { name: "Current password" }).fill(person.password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed")).toBeVisible();
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await expect(signInAt(server.url, person)).rejects.toThrow(/401/);
  await signInAt(server.url, { ...person, password: "the second password" });
});
