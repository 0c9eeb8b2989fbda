import { generateKeyPair } from "@checkstack/plugin-package-node";
import { startTestGitHub } from "@checkstack/test-utils-backend/github";
import type { Page } from "@playwright/test";
import { startCatalog } from "../catalog-server.ts";
import { expect, test } from "../fixtures.ts";
import { closeOperation, confirmInstall, expectInstalled, uninstall } from "../installing.ts";
import { packSmall } from "../small-plugin.ts";

test.use({ instance: { name: "plugin sources" } });
test.describe.configure({ mode: "serial" });

const navigation = (page: Page) => page.getByRole("navigation", { name: "Main" });
const heading = (page: Page) => page.getByRole("main").locator("header").first();
const tides = { pluginId: "tides", displayName: "Tides" };
const weather = { pluginId: "weather", displayName: "Weather" };
const key = generateKeyPair();

/** Fills a form of the page of sources. */
async function addSource(page: Page, button: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await page.goto("/plugins/sources");
  await page.getByRole("button", { name: button }).click();
  const dialog = page.getByRole("dialog");
  for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label).fill(text);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
}

async function upload(page: Page, file: Buffer): Promise<void> {
  await page.goto("/plugins/install?from=upload");
  await page
    .getByLabel("A packed plugin")
    .setInputFiles({ name: "plugin.tgz", mimeType: "application/gzip", buffer: file });
}

test("a release of a private repository is installed by its address, and its token does not leave the server's API", async ({
  page,
}) => {
  await using gitHub = startTestGitHub({ token: "ghp_canary" });
  const file = packSmall({ name: "@acme/tides", version: "1.2.0", plugins: [tides] });
  gitHub.release({
    repository: "acme/tides",
    tag: "v1.2.0",
    files: { "tides-1.2.0.tgz": file, "notes.txt": Buffer.from("") },
  });
  await addSource(page, "Add a server", { Name: "Ours", "Address of the API": gitHub.apiUrl, Token: "ghp_canary" });

  await page.goto("/plugins/install?from=github");
  await page.getByLabel("Repository").fill("https://github.example.org/acme/tides/releases");
  await page.getByRole("combobox", { name: "Server" }).click();
  await page.getByRole("option", { name: "Ours" }).click();
  await page.getByRole("button", { name: "See what it is" }).click();
  await expect(page.getByRole("heading", { name: "Install Tides 1.2.0" })).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: "acme/tides v1.2.0" })).toBeVisible();
  await confirmInstall(page, "@acme/tides");
  await expectInstalled(page, "@acme/tides 1.2.0");
  await navigation(page).getByRole("link", { name: "Tides" }).click();
  await expect(page.getByRole("heading", { name: "Tides 1.2.0" })).toBeVisible();

  const { origin } = new URL(gitHub.apiUrl);
  const elsewhere = gitHub.requests.filter(({ url }) => new URL(url).origin !== origin);
  expect(elsewhere.map(({ authorization }) => authorization)).toEqual([null]);
});

test("a release that is not there is told with what to do", async ({ page, problems }) => {
  problems.allow(/status of (404|502).*preview/);
  await using gitHub = startTestGitHub();
  await addSource(page, "Add a server", { Name: "Empty", "Address of the API": gitHub.apiUrl });
  await page.goto("/plugins/install?from=github");
  await page.getByRole("button", { name: "See what it is" }).click();
  await expect(page.getByText("Repository is needed.")).toBeVisible();
  await page.getByLabel("Repository").fill("acme/nothing");
  await page.getByRole("combobox", { name: "Server" }).click();
  await page.getByRole("option", { name: "Empty" }).click();
  await page.getByRole("button", { name: "See what it is" }).click();
  await expect(page.getByRole("alert")).toContainText("Empty has no release of acme/nothing");
  await page.getByRole("button", { name: "Choose another" }).click();
  await expect(page.getByRole("tab", { name: "GitHub" })).toHaveAttribute("aria-selected", "true");
});

test("a signed catalog is searched by words and category, and gives the newest version that fits", async ({ page }) => {
  const picture = await page.screenshot();
  const versions = ["1.0.0", "1.1.0"].map((version) => ({
    version,
    file: packSmall({ name: "@acme/weather", version, plugins: [weather], key }),
  }));
  const offer = { categories: ["Integrations"], publisher: { name: "Acme", publicKey: key.publicKey } };
  const catalogOptions = {
    key,
    name: "Acme",
    entries: [
      {
        ...offer,
        package: "@acme/weather",
        displayName: "Weather",
        description: "The weather beside your systems",
        pluginIds: ["weather"],
        picture,
        versions: [
          ...versions,
          {
            version: "2.0.0",
            needs: "^7.0.0",
            file: packSmall({ name: "@acme/weather", version: "2.0.0", plugins: [weather], key, needs: "^7.0.0" }),
          },
        ],
      },
      {
        ...offer,
        package: "@acme/moon",
        displayName: "Moon",
        description: "Its phases",
        categories: ["Astronomy"],
        pluginIds: ["moon"],
        versions: [],
      },
    ],
  };
  await using catalog = await startCatalog(catalogOptions);
  await using forged = await startCatalog({ ...catalogOptions, key: generateKeyPair() });
  for (const [name, { url }] of Object.entries({ "Acme plugins": catalog, Forged: forged })) {
    await addSource(page, "Add a catalog", { Name: name, "Address of the index": url, "Public key": key.publicKey });
  }

  await page.goto("/plugins");
  await page.getByRole("link", { name: "Install a plugin" }).first().click();
  const offers = page.getByRole("list", { name: "Plugins in the catalogs" }).getByRole("listitem");
  await expect(offers.filter({ hasText: "Moon" })).toHaveCount(1);
  await expect(page.getByRole("alert")).toContainText("signed by another key");
  await page.getByRole("searchbox", { name: "Search the catalog" }).fill("beside systems");
  await expect(offers).toHaveCount(1);
  await page.getByRole("searchbox", { name: "Search the catalog" }).fill("");
  await page.getByRole("combobox", { name: "Category" }).click();
  await page.getByRole("option", { name: "Integrations (1)" }).click();
  await expect(offers).toHaveCount(1);
  await offers.getByRole("button", { name: /^Weather/ }).click();
  const dialog = page.getByRole("dialog", { name: "Weather" });
  const image = dialog.getByRole("img", { name: "Weather at work" });
  await expect.poll(() => image.evaluate((node) => node instanceof HTMLImageElement && node.naturalWidth)).toBe(1280);
  await dialog.getByRole("combobox", { name: "Version" }).click();
  await expect(page.getByRole("option")).toHaveText([/^2\.0\.0/, "1.1.0", "1.0.0"]);
  await page.getByRole("option", { name: "2.0.0" }).click();
  await expect(dialog.getByRole("button", { name: "See what it is" })).toBeDisabled();
  await expect(dialog).toContainText("@checkstack/backend-api");
  await dialog.getByRole("combobox", { name: "Version" }).click();
  await page.getByRole("option", { name: "1.1.0" }).click();
  await dialog.getByRole("button", { name: "See what it is" }).click();
  await expect(page.getByRole("heading", { name: "Install Weather 1.1.0" })).toBeVisible();
  await expect(page.getByText("Unknown key")).toBeVisible();
  await confirmInstall(page, "@acme/weather");
  await expectInstalled(page, "@acme/weather 1.1.0");

  await page.goto("/plugins/install");
  await expect(offers.filter({ hasText: "Weather" })).toContainText("Installed 1.1.0");
});

test("what a publisher signed whose key is trusted may be let into the platform's process", async ({ page }) => {
  const file = packSmall({
    name: "@acme/sunrise",
    version: "1.0.0",
    plugins: [{ pluginId: "sunrise", displayName: "Sunrise" }],
    key,
  });
  await upload(page, file);
  await expect(page.getByRole("radio", { name: /^Platform's process/ })).toBeHidden();
  await page.getByRole("link", { name: `Trust the key ${key.keyId}` }).click();
  const dialog = page.getByRole("dialog", { name: "Trust a key" });
  await expect(dialog.getByLabel("Public key")).toHaveValue(key.publicKey);
  await dialog.getByLabel("Name").fill("Acme");
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Trust it" }).click();
  await expect(page.getByRole("list", { name: "Trusted publishers" })).toContainText("Acme");

  await upload(page, file);
  await expect(page.getByText("Signed by Acme", { exact: true })).toBeVisible();
  await page.getByRole("radio", { name: /^Platform's process/ }).check();
  await confirmInstall(page, "@acme/sunrise");
  await expectInstalled(page, "@acme/sunrise 1.0.0");
  await page.getByRole("link", { name: "Open Sunrise" }).click();
  await expect(heading(page).locator("[data-state=ready]")).toBeVisible();
  await expect(heading(page).getByText("Platform's process")).toBeVisible();
  await navigation(page).getByRole("link", { name: "Sunrise" }).click();
  await expect(page.getByRole("heading", { name: "Sunrise 1.0.0" })).toBeVisible();
});

test("an upgrade that does not come up is told with its reason, and the version before goes on", async ({
  page,
  openAs,
  admin,
  problems,
}) => {
  problems.allow(/status of 422.*install/);
  const elsewhere = await openAs(admin);
  await elsewhere.goto("/weather");
  await expect(elsewhere.getByRole("heading", { name: "Weather 1.1.0" })).toBeVisible();
  await upload(
    page,
    packSmall({
      name: "@acme/weather",
      version: "1.2.0",
      plugins: [{ ...weather, fails: "the barometer is missing" }],
      key,
    }),
  );
  await expect(page.getByRole("heading", { name: "Upgrade to Weather 1.2.0" })).toBeVisible();
  await confirmInstall(page, "@acme/weather");
  const alert = page.getByRole("alert").filter({ hasText: "It was not installed, and nothing has changed" });
  await expect(alert).toContainText("the barometer is missing", { timeout: 30_000 });

  await page.getByRole("link", { name: "What happened" }).click();
  await expect(page.getByRole("list", { name: "Events" })).toContainText("the barometer is missing");
  await page.goto("/plugins/installed/weather");
  await expect(heading(page).locator("[data-state=ready]")).toBeVisible();
  await expect(heading(page)).toContainText("1.1.0");
  await expect(page.getByRole("region", { name: "What went wrong" })).toContainText("the barometer is missing");
  const says = await page.request.get("/api/weather/says");
  expect(await says.json()).toBe("Weather 1.1.0");
  await expect(elsewhere.getByRole("heading", { name: "Weather 1.1.0" })).toBeVisible();
});

test("the plugins of a bundle come, stop and leave together, on every open page", async ({ page, openAs, admin }) => {
  const plugins = [
    { pluginId: "north", displayName: "North" },
    { pluginId: "south", displayName: "South" },
  ];
  await upload(page, packSmall({ name: "@acme/winds", version: "1.0.0", plugins }));
  await expect(page.getByRole("heading", { name: "Install @acme/winds 1.0.0" })).toBeVisible();
  for (const { displayName } of plugins) await expect(page.getByRole("region", { name: displayName })).toBeVisible();
  await confirmInstall(page, "@acme/winds");
  await expectInstalled(page, "@acme/winds 1.0.0");
  const links = navigation(page).getByRole("link", { name: /^(North|South)$/ });
  await expect(links).toHaveCount(2);

  await page.getByRole("link", { name: "Open North" }).click();
  await expect(page.getByRole("main").getByRole("link", { name: "south" })).toBeVisible();
  await page.getByRole("button", { name: "Disable" }).click();
  await page
    .getByRole("alertdialog", { name: "Disable @acme/winds?" })
    .getByRole("button", { name: "Disable" })
    .click();
  await closeOperation(page);
  await expect(links).toHaveCount(0);
  const elsewhere = await openAs(admin);
  await elsewhere.goto("/plugins");
  for (const open of [page, elsewhere]) await expect(open.getByText("Disabled").first()).toBeVisible();
  await expect(elsewhere.getByRole("region", { name: "Installed here" })).toContainText(/North.*South/);
  await uninstall(page, "@acme/winds", { data: "Delete" });
  for (const open of [page, elsewhere]) {
    await expect(open.getByRole("region", { name: "Installed here" })).not.toContainText(/North|South/);
  }
});
