import { existsSync } from "node:fs";
import { isPluginId } from "@checkstack/common";
import type { Half, ProjectManifest } from "./project.ts";

/** What is wrong with the manifests of a project, one sentence each. Runs none of its code. */
export function checkProject(project: {
  readonly manifest: Pick<ProjectManifest, "name" | "version">;
  readonly halves: readonly Half[];
}): string[] {
  const { manifest, halves } = project;
  return [
    ...checkVersion(manifest),
    ...halves.flatMap((half) => checkHalf(half)),
    ...checkTwins(halves),
    ...checkBundle(manifest.name, halves),
  ];
}

/** Semantic Versioning 2.0.0; build metadata is left out, because two packages that differ in it alone are one version. */
const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[\da-z.-]+)?$/i;

const checkVersion = ({ name, version }: { name: string; version: string }): string[] =>
  VERSION.test(version) ? [] : [`${name} has the version "${version}"; write it as 1.2.3, or 1.2.3-beta.1`];

function checkHalf({ kind, name, pluginId, entry, calls }: Half): string[] {
  const problems: string[] = [];
  if (name.replace(/^@[^/]+\//, "") !== `${pluginId}-${kind}`) {
    problems.push(
      `${name} is the ${kind} of the plugin "${pluginId}", so its name must be ${pluginId}-${kind}, with a scope or without`,
    );
  }
  if (!isPluginId(pluginId)) {
    problems.push(
      `${name} has the plugin id "${pluginId}"; write small letters, digits and hyphens, at most 40, with a letter first`,
    );
  }
  if (!existsSync(entry)) problems.push(`${name} names ${entry} as its entry ("exports"), and there is no such file`);
  for (const id of calls) {
    if (!isPluginId(id)) problems.push(`${name} names "${id}" in "checkstack.calls", which is no plugin id`);
    if (id === pluginId) problems.push(`${name} names itself in "checkstack.calls"; leave it out`);
  }
  if (kind === "frontend" && calls.length > 0) {
    problems.push(
      `${name} is a front end, which calls for the person who uses it; move "checkstack.calls" to the back end`,
    );
  }
  return problems;
}

function checkTwins(halves: readonly Half[]): string[] {
  const groups = Map.groupBy(halves, ({ pluginId, kind }) => `${kind} half of the plugin "${pluginId}"`);
  return [...groups]
    .filter(([, group]) => group.length > 1)
    .map(([what, group]) => `${group.map(({ name }) => name).join(" and ")} are both the ${what}; a plugin has one`);
}

/** In a database, and in the names of schemas, a package and its bundle must not be taken for each other. */
const checkBundle = (name: string, halves: readonly Half[]): string[] =>
  halves.length > 1 && halves.some((half) => half.name === name)
    ? [`the bundle ${name} is called as one of its own packages; give it a name of its own`]
    : [];
