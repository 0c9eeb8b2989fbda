/**
 * What the platform gives to plugins, with all subpaths (`drizzle-orm/pg-core`). A packed plugin never brings its own: each
 * exists once in a process or page.
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
  frontend: [
    "@checkstack/common",
    "@checkstack/frontend-api",
    "@checkstack/ui",
    "@orpc/client",
    "@orpc/contract",
    "@tanstack/react-query",
    "react",
    "react-dom",
    "react-router",
    "zod",
  ],
} as const;

/** The names under which a page has the host packages: the front end's import map. */
export const FRONTEND_MODULES = [
  "@checkstack/common",
  "@checkstack/frontend-api",
  "@checkstack/ui",
  "@orpc/client",
  "@orpc/contract",
  "@tanstack/react-query",
  "react",
  "react-dom",
  "react-dom/client",
  "react-router",
  "react/jsx-runtime",
  "zod",
] as const;

/** Every host package, of either half. */
export const isHostPackage = (name: string): boolean => ALL.has(name);

const ALL: ReadonlySet<string> = new Set([...HOST_PACKAGES.backend, ...HOST_PACKAGES.frontend]);
