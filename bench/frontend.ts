/** The first load of the overview: bytes on the wire, and the time until it shows its first row with 1,000 systems. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser } from "@playwright/test";
import { createChecks } from "./lib/checks.ts";
import { startPlatform, type RunningPlatform } from "./lib/platform.ts";
import { percentile, report, round } from "./lib/report.ts";
import { startTarget } from "./lib/target.ts";

const SYSTEMS = 1000;
const LOADS = 7;

const dataDir = await mkdtemp(join(tmpdir(), "checkstack-bench-"));
const executablePath = process.env["CHROME_PATH"] ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  await using target = await startTarget();
  await using platform = await startPlatform({ dataDir });
  await createChecks(platform, { checksPerSystem: 1, count: SYSTEMS, url: target.url, intervalSeconds: 3600 });
  await loadOverview(browser, platform);
  const loads: Load[] = [];
  for (let load = 0; load < LOADS; load++) loads.push(await loadOverview(browser, platform));
  const median = (pick: (load: Load) => number) => round(percentile(loads.map(pick), 0.5));
  const figures = {
    codeKb: median(({ codeKb }) => codeKb),
    dataKb: median(({ dataKb }) => dataKb),
    requests: median(({ requests }) => requests),
    firstRowMs: median(({ firstRowMs }) => firstRowMs),
    mainThreadMs: median(({ mainThreadMs }) => mainThreadMs),
    elements: median(({ elements }) => elements),
  };
  report(
    "frontend",
    figures,
    `The overview of ${SYSTEMS} systems: ${figures.codeKb} KB of pages and ${figures.dataKb} KB of data on the wire in ` +
      `${figures.requests} requests, first row after ${figures.firstRowMs} ms, of which the page worked ${figures.mainThreadMs} ms; ` +
      `${figures.elements} elements.`,
  );
} finally {
  await browser.close();
  await rm(dataDir, { recursive: true, force: true });
}

interface Load {
  readonly codeKb: number;
  readonly dataKb: number;
  readonly requests: number;
  readonly firstRowMs: number;
  /** What the page itself took of a processor until then; other work on the machine hardly changes it. */
  readonly mainThreadMs: number;
  /** All that the page has drawn. */
  readonly elements: number;
}

/** Opens the overview in a browser that has never been there. */
async function loadOverview(within: Browser, platform: RunningPlatform): Promise<Load> {
  const context = await within.newContext();
  const [name = "", ...value] = platform.cookie.split("=");
  await context.addCookies([{ name, value: value.join("="), url: platform.url }]);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const urls = new Map<string, string>();
  let code = 0;
  let data = 0;
  session.on("Network.responseReceived", ({ requestId, response }) => void urls.set(requestId, response.url));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (urls.get(requestId)?.includes("/api/")) data += encodedDataLength;
    else code += encodedDataLength;
  });
  const begun = performance.now();
  await page.goto(platform.url, { waitUntil: "commit" });
  await page.getByText("system 00000").first().waitFor();
  const firstRowMs = performance.now() - begun;
  const { metrics } = await session.send("Performance.getMetrics");
  const mainThreadMs = (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
  await page.waitForLoadState("networkidle");
  const elements = await page.locator("*").count();
  await context.close();
  return { codeKb: code / 1024, dataKb: data / 1024, requests: urls.size, firstRowMs, mainThreadMs, elements };
}
