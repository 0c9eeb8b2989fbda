import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { storeDeadLetters } from "../dead-letters.ts";
import { expect, test } from "../fixtures.ts";
import { pages, visit } from "../pages.ts";
import { seed, type Seeded } from "../seed.ts";

test.use({ instance: { name: "accessibility" } });

let seeded: Seeded;
test.beforeAll(async ({ admin, targets, server }) => {
  // The plugin among what is seeded may have to be packed.
  test.setTimeout(180_000);
  seeded = await seed(admin, targets);
  await storeDeadLetters(server.dataDir);
});

const wide = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

for (const one of pages) {
  test(`${one.name} has no violation, wide and on a phone, light and dark, and fits a phone`, async ({
    page,
    openAs,
  }) => {
    const shown = one.visitor ? await openAs("visitor") : page;
    await shown.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await visit(shown, one, seeded);
    const found: string[] = [];
    for (const size of [wide, phone]) {
      await shown.setViewportSize(size);
      await showTheme(shown, "light");
      found.push(...(await judge(shown, `light, ${size.width} px`)));
      await showTheme(shown, "dark");
      found.push(...(await judge(shown, `dark, ${size.width} px`, { coloursAlone: true })));
    }
    expect.soft(found).toEqual([]);
    expect(await shown.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
  });
}

test("every page of the navigation is among the pages that are judged", async ({ page }) => {
  await page.goto("/");
  const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
  await expect(links.first()).toBeVisible();
  const paths = await links.evaluateAll((found) => found.map((link) => link.getAttribute("href")));
  const judged = pages.map(({ path }) => path(seeded));
  expect(paths.filter((path) => path === null || !judged.includes(path))).toEqual([]);
});

/** The page follows the system's theme a moment later. */
async function showTheme(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(
    (dark) => document.documentElement.classList.contains("dark") === dark && document.getAnimations().length === 0,
    colorScheme === "dark",
  );
}

/** What axe finds, in words. A theme changes colours and nothing else. */
async function judge(page: Page, where: string, { coloursAlone = false } = {}): Promise<string[]> {
  // Only what is wrong is described in full, and by its HTML: the rest takes longer to describe than to judge.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"], selectors: false });
  if (coloursAlone) axe.withRules(["color-contrast", "link-in-text-block"]);
  // A menu lies over the page and belongs to none of its landmarks.
  else if ((await page.getByRole("menu").count()) > 0) axe.disableRules("region");
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any, all, none }) => {
      const [reason] = [...any, ...all, ...none];
      return `${where}: ${id}: ${reason?.message ?? ""} ${html.slice(0, 300)}`;
    }),
  );
}
