import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { pagesOf, visit, type PageCase } from "../pages.ts";
import { seed, type Seeded } from "../seed.ts";

test.use({ instance: { name: "accessibility" } });
test.describe.configure({ timeout: 180_000 });

let seeded: Seeded;
test.beforeAll(async ({ admin, targets }) => {
  seeded = await seed(admin, targets);
});

const wide = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

for (const { name, size } of [
  { name: "a wide window", size: wide },
  { name: "a phone", size: phone },
]) {
  test(`every page and dialog is without a violation in ${name}, in both themes`, async ({ page, openAs }) => {
    const visitor = await openAs("visitor");
    const found: string[] = [];
    for (const one of pagesOf(seeded)) {
      const shown = one.visitor ? visitor : page;
      await shown.setViewportSize(size);
      found.push(...(await judge(shown, one)));
    }
    expect(found).toEqual([]);
  });
}

test("no page is wider than a phone", async ({ page, openAs }) => {
  const visitor = await openAs("visitor");
  const found: string[] = [];
  for (const one of pagesOf(seeded)) {
    const shown = one.visitor ? visitor : page;
    await shown.setViewportSize(phone);
    await visit(shown, one);
    const width = await shown.evaluate(() => document.documentElement.scrollWidth);
    if (width > phone.width) found.push(`${one.name}: ${width} px`);
  }
  expect(found).toEqual([]);
});

test("every page of the navigation is among the pages that are judged", async ({ page }) => {
  await page.goto("/");
  const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
  await expect(links.first()).toBeVisible();
  const paths = await links.evaluateAll((found) => found.map((link) => link.getAttribute("href")));
  const judged = pagesOf(seeded).map(({ path }) => path);
  expect(paths.filter((path) => path === null || !judged.includes(path))).toEqual([]);
});

/** What axe finds on a page, in words; the theme changes under the open page. */
async function judge(page: Page, one: PageCase): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "light" });
  await visit(page, one);
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    for (const { id, nodes } of violations) {
      for (const { html, any } of nodes)
        found.push(`${one.name} (${colorScheme}): ${id}: ${any[0]?.message ?? ""} ${html}`);
    }
  }
  return found;
}
