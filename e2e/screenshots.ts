/**
 * `bun screenshots.ts <folder>`: every page and dialog, light and dark, wide and on a phone, of a server with believable
 * data; `--only=<text>,<text>` takes those with one of the texts in their name. With `--docs` the two pictures of the overview alone, as the README shows them.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium, devices, type BrowserContext, type Page } from "@playwright/test";
import { administrator } from "./administrator.ts";
import { storeDeadLetters } from "./dead-letters.ts";
import { storePast, type Past } from "./history.ts";
import { pages, visit, type PageCase } from "./pages.ts";
import config from "./playwright.config.ts";
import { seed, type Seeded } from "./seed.ts";
import { startServer } from "./server.ts";
import { signInAt, type Session } from "./session.ts";
import { startTargets } from "./target.ts";

async function takeScreenshots({ folder, docsOnly, only }: Wanted): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { email, password } = administrator;
  await using targets = await startTargets();
  await using server = await startServer({
    env: { CHECKSTACK_ADMIN_EMAIL: email, CHECKSTACK_ADMIN_PASSWORD: password },
  });
  const admin = await signInAt(server.url, administrator);
  const seeded = await seed(admin, targets);
  await storePast(server.dataDir, await pastsOf(admin));
  await storeDeadLetters(server.dataDir);
  await server.stop();
  await server.start();
  const browser = await chromium.launch(config.use?.launchOptions);
  try {
    for (const { name, options } of looks) {
      for (const colorScheme of ["light", "dark"] as const) {
        const open = (session?: Session): Promise<BrowserContext> =>
          browser.newContext({
            ...options,
            baseURL: server.url,
            colorScheme,
            reducedMotion: "reduce",
            ...(session && { storageState: session.storageState }),
          });
        await using contexts = new AsyncDisposableStack();
        const signedIn = contexts.adopt(await open(admin), (context) => context.close());
        const visitor = contexts.adopt(await open(), (context) => context.close());
        for (const one of pages) {
          const isDocs = one.name === "overview" && name === "wide";
          if (docsOnly ? !isDocs : !only.some((text) => one.name.includes(text))) continue;
          const file = docsOnly
            ? colorScheme === "dark"
              ? "overview-dark"
              : "overview"
            : `${one.name}-${name}-${colorScheme}`;
          await take(one.visitor ? visitor : signedIn, {
            one,
            seeded,
            path: join(folder, `${file}.png`),
            whole: !docsOnly,
          });
        }
      }
    }
  } finally {
    await browser.close();
  }
}

interface Wanted {
  folder: string;
  docsOnly: boolean;
  /** Parts of the names of pages; the empty text is in all of them. */
  only: readonly string[];
}

const looks = [
  { name: "wide", options: { viewport: { width: 1280, height: 800 } } },
  { name: "phone", options: { ...devices["Pixel 7"], viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 } },
];

interface Shot {
  one: PageCase;
  seeded: Seeded;
  path: string;
  /** The whole page, or what fits the window. */
  whole: boolean;
}

async function take(context: BrowserContext, { one, seeded, path, whole }: Shot): Promise<void> {
  const page = await context.newPage();
  await visit(page, one, seeded);
  await page.evaluate(() => document.fonts.ready);
  if (whole && one.open === undefined) await fitWindow(page);
  await page.screenshot({ path });
  console.log(path);
  await page.close({ runBeforeUnload: false });
}

/** Makes the window as high as the page: what sticks to its edges and what is drawn while scrolling are then in place. */
async function fitWindow(page: Page): Promise<void> {
  const size = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (size && height > size.height) await page.setViewportSize({ width: size.width, height: Math.min(height, 2_400) });
}

/** What the checks of `seed` have been through. */
async function pastsOf({ healthcheck }: Session): Promise<Past[]> {
  const { items } = await healthcheck.checks.list({});
  const past: Record<string, Pick<Past, "typicalMs" | "now" | "outages">> = {
    "Start page": {
      typicalMs: 84,
      now: { status: "healthy", minutes: 60 * 24 * 11, message: "" },
      outages: [{ hoursAgo: 24 * 11 + 1.5, hours: 1.5, message: "timed out after 10 s" }],
    },
    Basket: { typicalMs: 131, now: { status: "healthy", minutes: 60 * 24 * 90, message: "" }, outages: [] },
    Orders: {
      typicalMs: 176,
      now: { status: "unhealthy", minutes: 42, message: "expected a status of 200-399, was 503 Service Unavailable" },
      outages: [
        { hoursAgo: 75, hours: 0.6, message: "connection refused" },
        { hoursAgo: 24 * 31, hours: 3.2, message: "expected a status of 200-399, was 502 Bad Gateway" },
      ],
    },
    Suggestions: {
      typicalMs: 92,
      now: { status: "degraded", minutes: 17, message: "took 124 ms, more than 100 ms" },
      outages: [{ hoursAgo: 24 * 52, hours: 0.4, message: "name not found" }],
    },
  };
  return items.flatMap(({ id, name, intervalSeconds }) => {
    const known = past[name];
    return known ? [{ checkId: id, intervalSeconds, ...known }] : [];
  });
}

const [folder, option = ""] = process.argv.slice(2);
if (folder === undefined) {
  console.error("Say where the pictures go: bun screenshots.ts <folder>");
  process.exit(1);
}
const only = option.startsWith("--only=") ? option.slice("--only=".length).split(",") : [""];
await takeScreenshots({ folder, docsOnly: option === "--docs", only });
