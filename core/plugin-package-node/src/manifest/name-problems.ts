import type { PackedPlugin } from "@checkstack/common";
import type { PackageManifest } from "./package-manifest.ts";

/** What is wrong with the names of a package and of its plugins, one sentence each. */
export function nameProblems({ name, version, checkstack: { plugins } }: PackageManifest): string[] {
  const ids = plugins.map(({ pluginId }) => pluginId);
  return [
    ...(isPackageName(name) ? [] : [`package.json, field "name": ${shown(name)} is not the name of an npm package.`]),
    ...(VERSION.test(version)
      ? []
      : [`package.json, field "version": ${shown(version)} is not a version (https://semver.org), such as 1.2.0.`]),
    ...ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) => `package.json, field "checkstack.plugins": plugin "${id}" is there twice.`),
    ...plugins.flatMap((plugin, index) => pluginProblems(plugin, `checkstack.plugins.${index}`)),
  ];
}

function pluginProblems({ pluginId, backend, frontend }: PackedPlugin, at: string): string[] {
  const problems: string[] = [];
  if (RESERVED_IDS.has(pluginId)) {
    problems.push(`package.json, field "${at}.pluginId": "${pluginId}" is a name that the platform keeps for itself.`);
  }
  if (!backend && !frontend) {
    problems.push(`package.json, field "${at}": plugin "${pluginId}" has neither a back end nor a front end.`);
  }
  // The back end's name becomes the database schema: as it follows from the plugin's id, which is one plugin's alone, no two
  // plugins meet in one schema, and none is cut at the 63 bytes of PostgreSQL's identifiers.
  const halves = { backend: backend?.name, frontend: frontend?.name };
  for (const [half, name] of Object.entries(halves)) {
    if (name === undefined || (isPackageName(name) && withoutScope(name) === `${pluginId}-${half}`)) continue;
    problems.push(
      `package.json, field "${at}.${half}.name": ${shown(name)} must be called "${pluginId}-${half}", with a scope or without, because the plugin's id is "${pluginId}".`,
    );
  }
  return problems;
}

/** Paths under `/api/` that are the platform's own, and names that every object has. */
const RESERVED_IDS: ReadonlySet<string> = new Set([
  "constructor",
  "core",
  "docs",
  "health",
  "internal",
  "openapi",
  "platform",
  "public",
  "rpc",
  "signals",
  "ws",
]);

const NAME = /^(@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/;
/** https://semver.org, with numbers that JavaScript keeps exact. */
const VERSION =
  /^(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})(-(0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*)?(\+[\da-zA-Z-]+(\.[\da-zA-Z-]+)*)?$/;

const isPackageName = (name: string): boolean => name.length <= 214 && NAME.test(name);
const withoutScope = (name: string): string => name.replace(/^@[^/]+\//, "");
const shown = (text: string): string => JSON.stringify(text.slice(0, 100));
