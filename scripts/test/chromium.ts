import { existsSync } from "node:fs";
import { join } from "node:path";

/** The browser for Playwright as `CHROME_PATH`; empty when Playwright is to use the one it has downloaded itself. */
export function findChromium(root: string): { CHROME_PATH?: string } {
  const path = installed();
  if (path) return { CHROME_PATH: path };
  if (process.getuid?.() === 0 && Bun.which("apt-get")) {
    console.log("  installing Chromium with apt-get");
    Bun.spawnSync(["apt-get", "update"], quiet);
    Bun.spawnSync(["apt-get", "install", "-y", "--no-install-recommends", "chromium"], quiet);
    const fresh = installed();
    if (fresh) return { CHROME_PATH: fresh };
  }
  console.log("  letting Playwright download Chromium");
  const cli = "node_modules/@playwright/test/cli.js";
  Bun.spawnSync([process.execPath, cli, "install", "chromium"], { ...quiet, cwd: join(root, "e2e") });
  return {};
}

const quiet = { stdout: "ignore", stderr: "inherit" } as const;

const installed = (): string | undefined =>
  [
    process.env.CHROME_PATH,
    ...["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"].map((name) =>
      Bun.which(name),
    ),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ].find((path): path is string => typeof path === "string" && existsSync(path));
