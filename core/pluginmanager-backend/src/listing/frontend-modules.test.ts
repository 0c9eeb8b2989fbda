import { expect, test } from "bun:test";
import type { InstalledPackage } from "@checkstack/backend-api";
import { frontendModules } from "./frontend-modules.ts";

const adds = { accessRules: [], procedures: [], signals: [], extensions: [] };
const weather = (state: InstalledPackage["state"]): InstalledPackage => ({
  sha256: "0".repeat(64),
  size: 1,
  source: {},
  state,
  runs: "isolated",
  grantedCalls: [],
  installedAt: new Date(),
  installedBy: "Ada",
  versions: [],
  manifest: {
    name: "@acme/weather",
    version: "1.2.0",
    peerDependencies: {},
    plugins: [
      {
        pluginId: "weather",
        displayName: "Weather",
        backend: { name: "@acme/weather-backend", entry: "weather-backend/index.js", calls: [] },
        frontend: {
          name: "@acme/weather-frontend",
          entry: "weather-frontend/index.js",
          stylesheet: "weather-frontend/style.css",
        },
        adds,
      },
      { pluginId: "weather-alerts", displayName: "Weather alerts", adds },
    ],
    files: {
      "weather-backend/index.js": "sha256-back",
      "weather-frontend/index.js": "sha256-entry",
      "weather-frontend/page-1a2b.js": "sha256-page",
      "weather-frontend/sun.svg": "sha256-sun",
      "weather-frontend/style.css": "sha256-style",
    },
  },
});

test("a front end is listed with the hash of each script that a browser may run, and of its sheet", () => {
  expect(frontendModules([weather("enabled")])).toEqual([
    {
      pluginId: "weather",
      version: "1.2.0",
      entry: "/plugins/weather@1.2.0/weather-frontend/index.js",
      integrity: "sha256-entry",
      stylesheet: "/plugins/weather@1.2.0/weather-frontend/style.css",
      stylesheetIntegrity: "sha256-style",
      chunks: [{ url: "/plugins/weather@1.2.0/weather-frontend/page-1a2b.js", integrity: "sha256-page" }],
    },
  ]);
});

test("a disabled package has no front end", () => {
  expect(frontendModules([weather("disabled")])).toEqual([]);
});
