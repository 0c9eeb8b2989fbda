import { expect, test } from "../fixtures.ts";

test("the palette finds pages, commands and systems without a mouse", async ({ page, admin }) => {
  const system = await admin.catalog.systems.create({ name: "Zeppelin booking" });
  await page.goto("/");
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Commands" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("users");
  await expect(palette.getByRole("option", { name: "Users", exact: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/users");
  await expect(palette).toBeHidden();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("zeppelin");
  await expect(palette.getByRole("option", { name: "Zeppelin booking" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/systems/${system.id}`);

  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
});

test("what is typed before the palette has arrived is not lost", async ({ page }) => {
  const arrives = Promise.withResolvers<void>();
  await page.route(/\/assets\/palette-[^/]*\.js$/, async (route) => {
    await arrives.promise;
    await route.continue();
  });
  await page.goto("/systems");
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByText("The search opens").waitFor({ state: "attached" });
  await page.keyboard.type("usres");
  for (let wrong = 0; wrong < 3; wrong++) await page.keyboard.press("Backspace");
  await page.keyboard.type("ers");
  arrives.resolve();
  const palette = page.getByRole("dialog", { name: "Commands" });
  await expect(palette.getByRole("combobox")).toHaveValue("users");
  await expect(palette.getByRole("option", { name: "Users", exact: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/users");
});

test("the shortcuts are listed behind a question mark, and they work", async ({ page }) => {
  await page.goto("/users");
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(dialog.getByText("Go to Overview")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await expect(page).toHaveURL("/");
});

test("a theme that was chosen is there from the first picture on", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/users");
  const root = page.locator("html");
  await expect(root).not.toHaveClass(/dark/);
  await page.getByRole("button", { name: "Menu of Administrator" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(root).toHaveClass(/dark/);

  // What is on the element before the first module runs is what is drawn first.
  await page.addInitScript(() => {
    document.addEventListener("readystatechange", () => {
      if (document.readyState === "interactive")
        document.documentElement.dataset["early"] = document.documentElement.className;
    });
  });
  await page.reload();
  await expect(root).toHaveAttribute("data-early", /dark/);
  await page.getByRole("button", { name: "Menu of Administrator" }).click();
  await page.getByRole("menuitemradio", { name: "Like the system" }).click();
  await expect(root).not.toHaveClass(/dark/);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(root).toHaveClass(/dark/);
});

test("an address without a page says so and leads back", async ({ page }) => {
  await page.goto("/no/such/page");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeAttached();
  await expect(page).toHaveTitle(/Page not found/);
  await page.getByRole("link", { name: "Go to the overview" }).click();
  await expect(page).toHaveURL("/");
});

test("on a phone the navigation opens as a sheet and closes when one has gone somewhere", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  await page.getByRole("button", { name: "Open the navigation" }).click();
  const sheet = page.getByRole("dialog", { name: "Navigation" });
  await sheet.getByRole("link", { name: "Users" }).click();
  await expect(page).toHaveURL("/users");
  await expect(sheet).toBeHidden();
});

test("a page that lost its server says so, and catches up when the server is back", async ({
  page,
  server,
  admin,
  problems,
}) => {
  problems.allow(/ERR_CONNECTION_REFUSED|WebSocket connection|status of 503/);
  await page.goto("/users");
  await expect(page.getByRole("table", { name: "Users" })).toBeVisible();
  await server.stop();
  await expect(page.getByText("The connection to the server is lost")).toBeVisible();
  await expect(page.getByRole("table", { name: "Users" })).toBeVisible();
  // However soon the page asks again, the answer has somebody new in it.
  const created = Promise.withResolvers<void>();
  await page.route("**/api/auth/rpc/users/list", async (route) => {
    await created.promise;
    await route.continue();
  });
  await server.start();
  await admin.auth.users.create({ name: "Late Comer", email: "late@example.org", password: "came after the start" });
  created.resolve();
  await expect(page.getByText("The connection to the server is lost")).toBeHidden({ timeout: 45_000 });
  await expect(page.getByRole("table", { name: "Users" })).toContainText("Late Comer");
});

test("a built-in plugin that throws while it loads takes neither the shell nor the others along", async ({
  page,
  admin,
  problems,
}) => {
  problems.allow(/broken while it loads|The plugin "queue" could not be loaded/);
  const system = await admin.catalog.systems.create({ name: "Harbour gates" });
  await page.route(/\/assets\/builtin-queue-[^/]*\.js$/, (route) =>
    route.fulfill({ contentType: "text/javascript", body: 'throw new Error("broken while it loads");' }),
  );
  await page.goto("/systems");
  await expect(page.getByRole("alert")).toContainText("Pages of these plugins could not be loaded: queue.");
  await expect(page.getByRole("link", { name: system.name })).toBeVisible();
  const navigation = page.getByRole("navigation", { name: "Main" });
  await expect(navigation.getByRole("link", { name: "Queues" })).toBeHidden();
  await navigation.getByRole("link", { name: "Users" }).click();
  await expect(page).toHaveTitle(/^Users · /);
});
