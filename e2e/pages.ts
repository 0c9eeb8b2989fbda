import type { Page } from "@playwright/test";
import type { Seeded } from "./seed.ts";

/** A page as people meet it: its address, and what opens what lies over it. */
export interface PageCase {
  readonly name: string;
  path(seeded: Seeded): string;
  /** Shows a dialog or a menu, after the page is there. */
  open?(page: Page, seeded: Seeded): Promise<void>;
  /** Met without being signed in. */
  readonly visitor?: true;
}

/** Every page that there is, and every dialog. */
export const pages: readonly PageCase[] = [
  { name: "overview", path: () => "/" },
  { name: "overview-filtered", path: () => "/?q=no+such+system" },
  { name: "checks", path: () => "/checks" },
  {
    name: "checks-selected",
    path: () => "/checks",
    open: (page) => page.getByRole("table", { name: "Checks" }).getByRole("checkbox").nth(1).check(),
  },
  { name: "check", path: ({ checkId }) => `/checks/${checkId}` },
  { name: "check-menu", path: ({ checkId }) => `/checks/${checkId}`, open: (page) => openMenu(page, "More") },
  {
    name: "check-delete",
    path: ({ checkId }) => `/checks/${checkId}`,
    async open(page) {
      await openMenu(page, "More");
      await page.getByRole("menuitem", { name: "Delete…" }).click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  { name: "run", path: ({ checkId, runId }) => `/checks/${checkId}?run=${runId}`, open: (page) => dialog(page) },
  { name: "check-new", path: () => "/checks/new" },
  {
    name: "check-new-wrong",
    path: () => "/checks/new",
    async open(page) {
      await page.getByRole("button", { name: /^HTTP/ }).click();
      await page.getByRole("button", { name: "Add an assertion" }).click();
      await page.getByText("Slowness and flapping").click();
      await page.getByRole("button", { name: "Create check" }).click();
      await page.locator("[aria-invalid=true]").first().waitFor();
    },
  },
  { name: "check-edit", path: ({ checkId }) => `/checks/${checkId}/edit` },
  {
    name: "check-test",
    path: ({ checkId }) => `/checks/${checkId}/edit`,
    async open(page) {
      await page.getByRole("button", { name: "Test now" }).click();
      await page.getByRole("region", { name: "Evidence" }).waitFor();
    },
  },
  {
    name: "notifications",
    path: () => "/",
    async open(page) {
      await page.getByRole("button", { name: /^Notifications/ }).click();
      await page.getByRole("dialog", { name: "Notifications" }).getByRole("listitem").first().waitFor();
    },
  },
  { name: "systems", path: () => "/systems" },
  {
    name: "systems-selected",
    path: () => "/systems",
    async open(page) {
      await page.getByRole("table", { name: "Systems" }).getByRole("checkbox").nth(1).check();
      await page.getByRole("region", { name: "Selected systems" }).getByRole("button", { name: "Change" }).click();
      await page.getByRole("menuitem", { name: "Add tags" }).click();
      await dialog(page);
    },
  },
  {
    name: "systems-group-choice",
    path: ({ groupId }) => `/systems?group=${groupId}`,
    async open(page) {
      await page.getByRole("combobox", { name: /^Group/ }).click();
      await page.getByRole("option").first().waitFor();
    },
  },
  { name: "system", path: ({ systemId }) => `/systems/${systemId}` },
  {
    name: "system-delete",
    path: ({ systemId }) => `/systems/${systemId}`,
    async open(page) {
      await openMenu(page, "More actions");
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await page.getByRole("alertdialog").getByText("This cannot be undone").waitFor();
    },
  },
  { name: "system-new", path: () => "/systems/new" },
  {
    name: "system-new-wrong",
    path: () => "/systems/new",
    async open(page) {
      await page.getByRole("button", { name: "Add a link" }).click();
      await page.getByRole("button", { name: "Add system" }).click();
      await page.locator("[aria-invalid=true]").first().waitFor();
    },
  },
  { name: "system-edit", path: ({ systemId }) => `/systems/${systemId}/edit` },
  { name: "groups", path: () => "/groups" },
  {
    name: "group-new",
    path: () => "/groups",
    async open(page) {
      await page.getByRole("button", { name: "Create a group" }).click();
      await dialog(page);
    },
  },
  { name: "users", path: () => "/users" },
  { name: "user-menu", path: () => "/users", open: (page) => openMenu(page, "Actions for Grace Hopper") },
  { name: "user-new", path: () => "/users?new", open: (page) => dialog(page) },
  { name: "roles", path: () => "/roles" },
  {
    name: "role-new",
    path: () => "/roles",
    async open(page) {
      await page.getByRole("button", { name: "Create a role" }).click();
      await dialog(page);
    },
  },
  { name: "profile", path: () => "/profile" },
  {
    name: "key-new",
    path: () => "/profile?new-key",
    async open(page) {
      await dialog(page);
      await page.getByRole("dialog").getByRole("checkbox").first().waitFor();
    },
  },
  { name: "plugins", path: () => "/plugins" },
  { name: "plugins-none", path: () => "/plugins?q=no+such+plugin" },
  { name: "plugin", path: () => plugin },
  { name: "plugin-page", path: () => "/deadlines" },
  { name: "plugin-built-in", path: () => "/plugins/installed/catalog" },
  { name: "plugin-settings", path: () => `${plugin}?tab=settings` },
  {
    name: "plugin-setting-history",
    path: () => `${plugin}?tab=settings`,
    async open(page) {
      await page.getByRole("button", { name: "History" }).click();
      await page.getByRole("list", { name: "History" }).waitFor();
    },
  },
  { name: "plugin-versions", path: () => `${plugin}?tab=versions` },
  {
    name: "plugin-roll-back",
    path: () => `${plugin}?tab=versions`,
    async open(page) {
      await page
        .getByRole("button", { name: /^Roll back to/ })
        .first()
        .click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  { name: "plugin-events", path: () => `${plugin}?tab=events` },
  {
    name: "plugin-disable",
    path: () => plugin,
    async open(page) {
      await page.getByRole("button", { name: "Disable" }).click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  {
    name: "plugin-uninstall",
    path: () => plugin,
    async open(page) {
      await openMenu(page, "More");
      await page.getByRole("menuitem", { name: "Uninstall…" }).click();
      await page.getByRole("alertdialog").getByRole("radio").first().waitFor();
    },
  },
  { name: "plugin-catalog", path: () => "/plugins/install" },
  {
    name: "plugin-catalog-entry",
    path: () => "/plugins/install",
    async open(page) {
      await page.getByRole("list", { name: "Plugins in the catalogs" }).getByRole("button").first().click();
      await dialog(page);
    },
  },
  {
    name: "plugin-npm-wrong",
    path: () => "/plugins/install?from=npm",
    async open(page) {
      await page.getByRole("button", { name: "See what it is" }).click();
      await page.locator("[aria-invalid=true]").first().waitFor();
    },
  },
  { name: "plugin-upload", path: () => "/plugins/install?from=upload" },
  { name: "plugin-github", path: () => "/plugins/install?from=github" },
  {
    name: "plugin-preview",
    path: () => "/plugins/install?from=upload",
    async open(page, { pluginFile }) {
      await page.getByLabel("A packed plugin").setInputFiles({
        name: "plugin.tgz",
        mimeType: "application/gzip",
        buffer: pluginFile,
      });
      await page.getByRole("region", { name: "Install" }).waitFor();
    },
  },
  {
    name: "plugin-refused",
    path: () => "/plugins/install?from=upload",
    async open(page) {
      await page
        .getByLabel("A packed plugin")
        .setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("notes") });
      await page.getByRole("alert").waitFor();
    },
  },
  { name: "plugins-instances", path: () => "/plugins/instances" },
  {
    name: "plugins-events",
    path: () => "/plugins/events",
    open: (page) => page.getByRole("list", { name: "Events" }).locator("summary").first().click(),
  },
  { name: "plugins-sources", path: () => "/plugins/sources" },
  {
    name: "plugins-source-wrong",
    path: () => "/plugins/sources",
    async open(page) {
      await page.getByRole("button", { name: "Add a catalog" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
      await page.locator("[aria-invalid=true]").first().waitFor();
    },
  },
  { name: "plugins-publisher-new", path: () => "/plugins/sources?trust=", open: (page) => dialog(page) },
  { name: "queues", path: () => "/queues" },
  { name: "dead-letters", path: () => "/queues/dead-letters" },
  {
    name: "dead-letter",
    path: () => "/queues/dead-letters",
    async open(page) {
      await page.getByRole("table", { name: "Dead letters" }).getByRole("button").first().click();
      await dialog(page);
    },
  },
  {
    name: "dead-letters-discard",
    path: () => "/queues/dead-letters",
    async open(page) {
      await page.getByRole("button", { name: "Throw all away…" }).click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  { name: "queue-engine", path: () => "/queues/engine" },
  { name: "not-found", path: () => "/no/such/page" },
  { name: "menu", path: () => "/profile", open: (page) => openMenu(page, "Menu of Administrator") },
  {
    name: "palette",
    path: () => "/profile",
    async open(page) {
      await page.getByRole("button", { name: /^Search/ }).click();
      await page.getByRole("dialog", { name: "Commands" }).getByRole("option").first().waitFor();
    },
  },
  {
    name: "shortcuts",
    path: () => "/profile",
    async open(page) {
      await page.keyboard.press("?");
      await dialog(page);
    },
  },
  { name: "sign-in", path: () => "/sign-in", visitor: true },
  {
    name: "sign-in-wrong",
    path: () => "/sign-in",
    visitor: true,
    async open(page) {
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.locator("[aria-invalid=true]").first().waitFor();
    },
  },
];

/** The page of the plugin that the seed installs. */
const plugin = "/plugins/installed/deadlines";

/** Opens a page and waits until it shows what it has to show. */
export async function visit(page: Page, { path, open }: PageCase, seeded: Seeded): Promise<void> {
  // The same address again would be a reload, which keeps what the page had in its history.
  await page.goto("about:blank");
  await page.goto(path(seeded));
  // Behind a dialog that the address opens, the heading has no role.
  await page.locator("h1").first().waitFor({ state: "attached" });
  await page.waitForFunction(() => document.querySelector("[aria-label^=Loading], .animate-shimmer") === null);
  await open?.(page, seeded);
}

const dialog = (page: Page): Promise<void> => page.getByRole("dialog").waitFor();

async function openMenu(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("menu").waitFor();
}
