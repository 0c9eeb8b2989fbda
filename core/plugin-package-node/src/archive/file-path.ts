import { packagePathSchema } from "@checkstack/common";
import { refuse, shown } from "./refuse.ts";

const ROOT = "package/";

/** The path of an archive's entry within the package. Throws for one that leads elsewhere or could be read in two ways. */
export function filePathOf(name: string): string {
  if (name.startsWith("/") || name.includes("\\") || name.includes("\0") || name.split("/").includes("..")) {
    refuse(`${shown(name)} in the archive leads out of the package.`);
  }
  if (!name.startsWith(ROOT))
    refuse(`${shown(name)} in the archive is not within "package/", as everything in an npm package is.`);
  const path = name.slice(ROOT.length);
  const problem = problemOf(path);
  if (problem) refuse(`${shown(path)} in the package ${problem}.`);
  return path;
}

function problemOf(path: string): string | undefined {
  const parts = path.split("/");
  const last = parts.at(-1) ?? "";
  const setting = parts.find((part) => SETTINGS.test(part));
  if (setting !== undefined) return `is a file that tools take orders from (${setting}); a packed plugin has none`;
  if (parts.includes("node_modules")) {
    return "is a package of its own; plugin-pack makes what a plugin uses a part of its files, and the platform gives the rest";
  }
  if (last === "package.json" && parts.length > 1) return "is a second package.json; a packed plugin has one";
  if (NATIVE.test(last)) return "is native code, which plugins cannot bring";
  if (!packagePathSchema.safeParse(path).success) {
    return "has a name that not every system can have: letters, digits and . _ - are allowed, up to 200";
  }
  if (parts.some((part) => part.endsWith(".") || RESERVED.test(part)))
    return "has a name that Windows keeps for itself";
  return undefined;
}

const SETTINGS =
  /^(\.npmrc|\.yarnrc.*|\.env.*|bunfig\.toml|[jt]sconfig.*\.json|bun\.lockb?|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-.*\.yaml)$/i;
const NATIVE = /\.(node|so|dylib|dll|exe)$/i;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
