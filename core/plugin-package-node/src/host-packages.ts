/**
 * What the platform gives to plugins. Neither is ever part of a packed plugin: each exists once in a process or page. Imports
 * of their subpaths (`drizzle-orm/pg-core`) are given too.
 */
export const HOST_PACKAGES = {
  backend: [
    "@checkstack/backend-api",
    "@checkstack/common",
    "@checkstack/healthcheck-common",
    "@checkstack/healthcheck-node",
    "@orpc/client",
    "@orpc/contract",
    "@orpc/server",
    "drizzle-orm",
    "zod",
  ],
  /** The names of the import map. */
  frontend: [
    "@checkstack/frontend-api",
    "@checkstack/ui",
    "@tanstack/react-query",
    "react",
    "react-dom",
    "react-router",
  ],
} as const;
