import { expect, test } from "../fixtures.ts";

test.use({ instance: { name: "large" } });

const SYSTEMS = 2_000;

test("2,000 systems are a few requests and a screenful of rows", async ({ page, admin }) => {
  const numbers = Array.from({ length: SYSTEMS }, (_, index) => index);
  for (let from = 0; from < SYSTEMS; from += 50) {
    await Promise.all(
      numbers
        .slice(from, from + 50)
        .map((number) => admin.catalog.systems.create({ name: `System ${number}`, tags: [`t${number % 7}`] })),
    );
  }
  const requests: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/")) requests.push(request.url());
  });
  await page.goto("/");
  const table = page.getByRole("table", { name: "Systems" });
  await expect(table).toHaveAttribute("aria-rowcount", String(SYSTEMS + 1));
  await expect(table.getByRole("row").nth(10)).toBeVisible();
  expect(requests.length).toBeLessThan(40);
  expect(await table.getByRole("row").count()).toBeLessThan(100);
  expect(await page.locator("*").count()).toBeLessThan(3_000);

  const before = requests.length;
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect(table.locator(`[aria-rowindex="${SYSTEMS + 1}"]`)).toBeVisible();
  expect(await table.getByRole("row").count()).toBeLessThan(100);
  expect(requests.length - before).toBeLessThan(5);

  await page.getByRole("searchbox", { name: "Search systems" }).fill("System 1234");
  await expect(table).toHaveAttribute("aria-rowcount", "2");
  await expect(page).toHaveURL(/q=System(\+|%20)1234/);
});
