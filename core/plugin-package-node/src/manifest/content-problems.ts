import { createHash } from "node:crypto";
import type { PackedPlugin } from "@checkstack/common";
import type { PackageManifest } from "./package-manifest.ts";

/** The files that no list of hashes can name: the list itself and its signature. */
export const MANIFEST_FILE = "package.json";
export const SIGNATURE_FILE = "checkstack.sig.json";

/** What does not fit between the files of a package and what its manifest says of them, one sentence each. */
export function contentProblems(
  { checkstack: { files: hashes, plugins } }: PackageManifest,
  files: ReadonlyMap<string, Uint8Array>,
): string[] {
  const unlisted = [...files.keys()].filter(
    (path) => path !== MANIFEST_FILE && path !== SIGNATURE_FILE && !Object.hasOwn(hashes, path),
  );
  return [
    ...unlisted.map((path) => `The file ${path} is not listed in package.json, field "checkstack.files".`),
    ...Object.entries(hashes).flatMap(([path, hash]) => fileProblem(path, hash, files.get(path))),
    ...plugins.flatMap((plugin, index) => entryProblems(plugin, `checkstack.plugins.${index}`, files)),
  ].slice(0, 50);
}

/** As `checkstack.files` has it: `sha256-<base64>`. */
export const fileHash = (bytes: Uint8Array): string => `sha256-${createHash("sha256").update(bytes).digest("base64")}`;

function fileProblem(path: string, hash: string, bytes: Uint8Array | undefined): string[] {
  if (!bytes) return [`The file ${path}, which package.json lists, is not in the package.`];
  return fileHash(bytes) === hash
    ? []
    : [`The file ${path} is not the one that package.json lists: its SHA-256 is another.`];
}

function entryProblems(
  { backend, frontend }: PackedPlugin,
  at: string,
  files: ReadonlyMap<string, Uint8Array>,
): string[] {
  const asked = [
    { field: `${at}.backend.entry`, path: backend?.entry, ending: ".js" },
    { field: `${at}.frontend.entry`, path: frontend?.entry, ending: ".js" },
    { field: `${at}.frontend.stylesheet`, path: frontend?.stylesheet, ending: ".css" },
  ];
  const problems = asked.flatMap(({ field, path, ending }) => {
    if (path === undefined) return [];
    if (!path.endsWith(ending)) return [`package.json, field "${field}": ${path} does not end in ${ending}.`];
    return files.has(path) ? [] : [`package.json, field "${field}": there is no file ${path} in the package.`];
  });
  const migrations = backend?.migrations;
  const hasMigrations = migrations === undefined || [...files.keys()].some((path) => path.startsWith(`${migrations}/`));
  if (!hasMigrations) {
    problems.push(`package.json, field "${at}.backend.migrations": there is no folder ${migrations} in the package.`);
  }
  return problems;
}
