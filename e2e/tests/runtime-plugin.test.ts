import { expect, test } from "../fixtures.ts";
import { buildRuntimePlugin } from "../runtime-plugin/install.ts";

test.use({ instance: { name: "runtime plugin" } });

test("a plugin that was built apart comes and goes while the page is open, and shares React and zod with the shell", async ({
  page,
  admin,
}) => {
  const plugin = await buildRuntimePlugin();
  const scripts = new Set<string>();
  page.on("response", (response) => {
    if (new URL(response.url()).pathname.endsWith(".js")) scripts.add(response.url());
  });
  await page.goto("/");
  const navigation = page.getByRole("navigation", { name: "Main" });
  await expect(navigation.getByRole("link", { name: "Overview" })).toBeVisible();
  await expect(navigation.getByRole("link", { name: "Tally" })).toBeHidden();
  const loads = await countLoads();

  const remove = await plugin.install(admin);
  await navigation.getByRole("link", { name: "Tally" }).click();
  await expect(page).toHaveTitle(/^Tally · /);
  await expect(page.getByRole("heading", { name: "Tally" })).toBeVisible();
  // Contexts of the shell: the person, the plugin, the router, the query client.
  await expect(page.getByText("Of Administrator", { exact: true })).toBeVisible();
  await expect(page.getByRole("definition")).toHaveText(["tally", "/tally", "200"]);
  for (const counted of [0, 1, 2]) await page.getByRole("button", { name: `Counted ${counted}` }).click();
  await page.getByRole("button", { name: "Note it" }).click();
  await expect(page.getByRole("definition")).toHaveText(["tally", "/tally?step=3", "200"]);
  await page.getByRole("button", { name: "Show it" }).click();
  await expect(page.getByRole("dialog", { name: "The tally" })).toContainText("It stands at 3.");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: "Counted 3" })).toBeVisible();
  expect(await holdersOf(REACT, scripts)).toHaveLength(1);
  expect(await holdersOf(ZOD, scripts)).toHaveLength(1);

  await remove();
  await expect(navigation.getByRole("link", { name: "Tally" })).toBeHidden();
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  expect(await countLoads()).toBe(loads);

  async function countLoads(): Promise<number> {
    return page.evaluate(() => performance.timeOrigin);
  }
});

test("a plugin that throws while it is drawn takes only its own part with it", async ({ page, admin, problems }) => {
  problems.allow(/The tally was lost|A part of the plugin "tally" failed/);
  const plugin = await buildRuntimePlugin();
  const remove = await plugin.install(admin);
  await page.goto("/");
  const widget = page.getByRole("region", { name: "Tally" });
  await expect(widget).toHaveCSS("outline-color", "rgb(1, 2, 3)");

  await page.getByRole("button", { name: "Break the tally" }).click();
  const failure = page.getByRole("alert").filter({ hasText: 'This part of the plugin "tally" stopped working' });
  await expect(failure).toContainText("The tally was lost.");
  await expect(page.getByRole("textbox", { name: "Address" })).toBeEditable();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Tally" }).click();
  await expect(page.getByRole("button", { name: "Counted 0" })).toBeVisible();

  await page.goBack();
  await page.getByRole("button", { name: "Break the tally" }).click();
  await failure.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: "Break the tally" })).toBeVisible();
  await remove();
  await expect(widget).toBeHidden();
});

test("a script that was changed on its way is never run", async ({ page, admin, problems }) => {
  problems.allow(/integrity|could not be loaded|Failed to (load|fetch)|A part of the plugin "tally" failed/i);
  const plugin = await buildRuntimePlugin();
  const remove = await plugin.install(admin);
  const change = (pattern: string) =>
    page.route(pattern, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: `document.title = "changed";${await answer.text()}` });
    });
  const navigation = page.getByRole("navigation", { name: "Main" });

  await change("**/plugins/tally@*/**/tally-page*.js");
  await page.goto("/");
  await navigation.getByRole("link", { name: "Tally" }).click();
  await expect(page.getByRole("alert")).toContainText('This part of the plugin "tally" stopped working');
  await expect(page).not.toHaveTitle("changed");

  await change("**/plugins/tally@*/**/index.js");
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("Pages of these plugins could not be loaded: tally.");
  await expect(page).not.toHaveTitle("changed");
  await page.unrouteAll();
  await remove();
});

test("classes of a plugin count beside those of the shell, in their right order", async ({ page, admin }) => {
  const plugin = await buildRuntimePlugin();
  const remove = await plugin.install(admin);
  await page.goto("/tally");
  const wide = page.getByText("Wide screens");
  await expect(wide).toHaveCSS("display", "flex");
  await expect(page.getByRole("complementary").first()).toHaveCSS("display", "flex");
  await page.setViewportSize({ width: 800, height: 800 });
  await expect(wide).toBeHidden();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole("complementary")).toHaveCount(0);
  await remove();
});

/** What each of them names wherever it is. */
const REACT = /__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE\s*=/;
const ZOD = /Symbol\(.ZodOutput.\)/;

/** The scripts that contain a library itself. */
async function holdersOf(library: RegExp, scripts: ReadonlySet<string>): Promise<string[]> {
  const texts = await Promise.all([...scripts].map(async (url) => ({ url, text: await (await fetch(url)).text() })));
  return texts.filter(({ text }) => library.test(text)).map(({ url }) => url);
}
