import { existsSync, lstatSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import * as z from "zod";
import { EmbeddedPostgresError, unsupportedPlatform } from "./embedded-postgres-error.ts";

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The major version, such as `18`: what a data folder must have been made by. */
  readonly major: string;
}

/** Finds the PostgreSQL that was installed for this platform and makes it ready to run. */
export function findPostgresBinaries(): PostgresBinaries {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const root = findPackage(`@embedded-postgres/${system}-${process.arch}`);
  linkLibraries(root);
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    initdb: join(root, "native/bin", `initdb${suffix}`),
    postgres: join(root, "native/bin", `postgres${suffix}`),
    major: readVersion(root).split(".")[0] ?? "",
  };
}

function findPackage(name: string): string {
  try {
    return join(dirname(Bun.resolveSync(name, import.meta.dir)), "..");
  } catch (cause) {
    throw new EmbeddedPostgresError("UNSUPPORTED_PLATFORM", unsupportedPlatform, { cause });
  }
}

const readVersion = (root: string): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8"))).version;

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * npm packages cannot hold symbolic links; a post-install script makes them, and Bun does not run it unless trusted.
 * Harmless when two processes do it at once: each ends with the same links.
 */
function linkLibraries(root: string): void {
  const list = join(root, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link);
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (cause) {
      if (existsSync(link)) continue;
      throw new EmbeddedPostgresError(
        "NO_PERMISSION",
        `The libraries of the embedded PostgreSQL in "${root}" could not be linked; start Checkstack once as the user who installed it.`,
        { cause },
      );
    }
  }
}
