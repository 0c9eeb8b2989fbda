import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const browsers = [
  process.env["CHROME_PATH"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const executablePath = browsers.find((path) => path && existsSync(path));

/** One browser, and a server for each `instance` that the files name (see fixtures.ts). */
export default defineConfig({
  testDir: "./tests",
  fullyParallel: false,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  // A test that has to be run twice has a fault, or has found one.
  retries: 0,
  outputDir: "../test-results",
  reporter: [["list"], ["junit", { outputFile: "../test-results/e2e.xml" }]],
  use: {
    viewport: { width: 1280, height: 800 },
    // Nothing moves while somebody looks, so that colours are judged as they end up.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
    screenshot: "only-on-failure",
  },
});
