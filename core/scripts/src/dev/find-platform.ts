import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { findPackage } from "../pack/find-package.ts";
import { Refusal } from "../pack/refusal.ts";

const SERVER = "core/backend/src/main.ts";

/** The checkout of the platform that a plugin is tried in: the one that is named, or the one that its packages are linked to. */
export function findPlatform(options: { named?: string | undefined; folders: readonly string[] }): string {
  const { named, folders } = options;
  if (named !== undefined) {
    if (existsSync(join(named, SERVER))) return resolve(named);
    throw new Refusal([`${named} is no checkout of Checkstack: it has no ${SERVER}`]);
  }
  const api = findPackage("@checkstack/backend-api", folders) ?? findPackage("@checkstack/frontend-api", folders);
  const linked = api && resolve(api.folder, "../..");
  if (linked !== undefined && existsSync(join(linked, SERVER))) return linked;
  throw new Refusal([
    "a plugin is tried in a checkout of Checkstack, and its packages are linked to none; clone it, run npm start there once, " +
      "and name its folder with --platform or CHECKSTACK_PLATFORM",
  ]);
}
