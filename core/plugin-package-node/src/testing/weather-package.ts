import type { PackOptions } from "../writing/pack-package.ts";

/** An honest plugin, to be packed as it is or with something changed. */
export const weatherFiles = (): Map<string, Uint8Array> =>
  new Map(
    Object.entries({
      "README.md": "# Weather",
      "weather-backend/drizzle/20260101000000_init/migration.sql": "create table readings (id text primary key);",
      "weather-backend/index.js": 'import { core } from "@checkstack/backend-api";\nexport default { core };',
      "weather-frontend/index.js": 'import { useState } from "react";\nexport default { useState };',
      "weather-frontend/style.css": ".weather { color: red }",
    }).map(([path, text]) => [path, Buffer.from(text)]),
  );

export const weatherPlugin = () => ({
  pluginId: "weather",
  displayName: "Weather",
  description: "Tells the weather",
  backend: {
    name: "@acme/weather-backend",
    entry: "weather-backend/index.js",
    migrations: "weather-backend/drizzle",
    calls: ["catalog"],
  },
  frontend: {
    name: "@acme/weather-frontend",
    entry: "weather-frontend/index.js",
    stylesheet: "weather-frontend/style.css",
  },
  adds: {
    accessRules: [{ id: "reading.read", description: "Read the weather" }],
    procedures: [{ method: "GET", path: "/readings", access: ["reading.read"] }],
    signals: ["weather.changed"],
    extensions: ["healthcheck.strategies"],
  },
});

export const weatherManifest = () => ({
  name: "@acme/weather",
  version: "1.2.0",
  description: "Weather beside your systems",
  author: "Acme",
  license: "MIT",
  homepage: "https://acme.example/weather",
  type: "module",
  peerDependencies: { "@checkstack/backend-api": "^0.1.0", react: "^19.0.0" },
  checkstack: { type: "packed", format: 1, plugins: [weatherPlugin()] },
});

export const weatherPackage = (): PackOptions => ({ files: weatherFiles(), packageJson: weatherManifest() });
