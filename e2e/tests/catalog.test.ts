import { expect, test } from "../fixtures.ts";

test("a system is added with all that people know of it, changed, and deleted with what belongs to it", async ({
  page,
  admin,
  targets,
  problems,
}) => {
  // Who looks at a system that goes asks for it once more.
  problems.allow(/status of 4(09|04)/);
  await admin.catalog.systems.create({ name: "Taken name" });
  await page.goto("/systems");
  await page.getByRole("link", { name: "Add a system" }).first().click();
  // The list, with a box to select "Taken name", stays until the form has come.
  await page.getByRole("heading", { name: "Add a system", level: 1 }).waitFor();
  await page.getByLabel("Name").fill("taken NAME");
  await page.getByRole("button", { name: "Add system" }).click();
  await expect(page.getByLabel("Name")).toHaveAccessibleDescription(/name is taken/i);
  await page.getByLabel("Name").fill("Booking desk");
  await page.getByLabel("Description").fill("Takes bookings.");
  await page.getByRole("combobox", { name: "Tags" }).fill("tier:1,");
  await page.getByRole("combobox", { name: "Tags" }).fill("web");
  await page.getByRole("button", { name: "Add a link" }).click();
  await page.getByLabel("Label of link 1").fill("Runbook");
  await page.getByLabel("Address of link 1").fill("no address");
  await page.getByRole("button", { name: "Add system" }).click();
  await expect(page.getByRole("alert")).toContainText(/must be a web address/i);
  await page.getByLabel("Address of link 1").fill("https://wiki.example.org/booking");
  await page.getByRole("button", { name: "Add system" }).click();

  await expect(page.getByRole("heading", { name: "Booking desk", level: 1 })).toBeVisible();
  const details = page.getByRole("region", { name: "Details" });
  await expect(details.getByRole("list", { name: "Tags" }).getByRole("listitem")).toHaveText(["tier:1", "web"]);
  await expect(details.getByRole("link", { name: /Runbook/ })).toHaveAttribute(
    "href",
    "https://wiki.example.org/booking",
  );

  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Name").fill("Booking office");
  await page.getByRole("button", { name: "Save" }).click();
  // Exactly: "Edit Booking office" is what the page before it is called for a moment.
  await expect(page.getByRole("heading", { name: "Booking office", level: 1, exact: true })).toBeVisible();

  const systemId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await admin.healthcheck.checks.create({
    name: "Booking page",
    systemId,
    strategy: "http",
    config: { url: targets.url("booking") },
  });
  await expect(page.getByRole("link", { name: "Booking page" })).toBeVisible();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText(/1 (health )?check/);
  await expect(question.getByRole("button", { name: "Delete system" })).toBeDisabled();
  await question.getByLabel(/to confirm/).fill("Booking office");
  await question.getByRole("button", { name: "Delete system" }).click();
  await expect(page).toHaveURL("/systems");
  await expect(page.getByRole("link", { name: "Booking office" })).toBeHidden();
});

test("what is searched and filtered is in the address, and the way back leads to it", async ({ page, admin }) => {
  await admin.catalog.systems.create({ name: "Ferry north", tags: ["ferry", "north"] });
  await admin.catalog.systems.create({ name: "Ferry south", tags: ["ferry"] });
  await page.goto("/systems");
  const rows = page.getByRole("table", { name: "Systems" }).getByRole("row").filter({ hasText: "Ferry" });
  await page.getByRole("searchbox", { name: "Search systems" }).fill("ferry");
  await expect(page.getByRole("table", { name: "Systems" })).toHaveAttribute("aria-rowcount", "3");
  await rows.first().getByRole("button", { name: "north" }).click();
  await expect(page).toHaveURL(
    ({ searchParams }) => searchParams.get("search") === "ferry" && searchParams.get("tag") === "north",
  );
  await expect(rows).toHaveCount(1);
  await page.getByRole("link", { name: "Ferry north" }).click();
  await expect(page.getByRole("heading", { name: "Ferry north", level: 1 })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("searchbox", { name: "Search systems" })).toHaveValue("ferry");
  await expect(rows).toHaveCount(1);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page).toHaveURL("/systems");
});

test("many systems are changed and deleted together", async ({ page, admin }) => {
  for (const name of ["Depot 1", "Depot 2", "Depot 3"]) await admin.catalog.systems.create({ name });
  await admin.catalog.groups.create({ name: "Depots" });
  await page.goto("/systems?search=depot");
  const table = page.getByRole("table", { name: "Systems" });
  await table.getByRole("checkbox", { name: "Select all that are shown" }).check();
  const bar = page.getByRole("region", { name: "Selected systems" });
  await expect(bar).toContainText("3");

  await bar.getByRole("button", { name: "Change" }).click();
  await page.getByRole("menuitem", { name: "Add tags" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Tags" }).fill("storage");
  await dialog.getByRole("button", { name: "Add tags" }).click();
  await expect(table.getByRole("button", { name: "storage" })).toHaveCount(3);

  await bar.getByRole("button", { name: "Change" }).click();
  await page.getByRole("menuitem", { name: "Move to a group" }).click();
  await dialog.getByRole("combobox", { name: "Group" }).click();
  await page.getByRole("option", { name: "Depots" }).click();
  await dialog.getByRole("button", { name: "Move" }).click();
  await expect(table.getByRole("cell", { name: "Depots" })).toHaveCount(3);

  await table.getByRole("checkbox", { name: "Select Depot 3" }).uncheck();
  await bar.getByRole("button", { name: "Delete" }).click();
  await page
    .getByRole("alertdialog")
    .getByLabel(/to confirm/)
    .fill("delete 2");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete 2 systems" }).click();
  await expect(table.getByRole("link", { name: /Depot/ })).toHaveText(["Depot 3"]);
});

test("groups lie in one another, move, and leave what was in them when they go", async ({ page, admin }) => {
  await page.goto("/groups");
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Create a group" }).click();
  await dialog.getByLabel("Name").fill("Continent");
  await dialog.getByRole("button", { name: "Create group" }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "Actions for Continent" }).click();
  await page.getByRole("menuitem", { name: "Create a group inside" }).click();
  await dialog.getByLabel("Name").fill("Country");
  await dialog.getByRole("button", { name: "Create group" }).click();
  const inner = page.getByRole("link", { name: "Continent / Country" });
  await expect(inner).toBeVisible();

  const groups = (await admin.catalog.groups.list({})).items;
  const country = groups.find(({ name }) => name === "Country");
  await admin.catalog.systems.create({ name: "Lighthouse", groupId: country?.id ?? null });
  await page.getByRole("link", { name: "Continent", exact: true }).click();
  await expect(page.getByRole("link", { name: "Lighthouse" })).toBeVisible();
  await page.goBack();

  await page.getByRole("button", { name: "Close Continent" }).click();
  await expect(inner).toBeHidden();
  await page.getByRole("button", { name: "Open Continent" }).click();
  await page.getByRole("button", { name: "Actions for Country" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete group" }).click();
  await expect(inner).toBeHidden();
  await page.getByRole("link", { name: "Continent", exact: true }).click();
  await expect(page.getByRole("link", { name: "Lighthouse" })).toBeVisible();
});
