import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { BundledPackage, HalfFiles } from "./built-half.ts";
import { readJson } from "./workspace.ts";

/** What third-party packages ask to be told wherever they are part of something: `licences.txt`, when there are any. */
export function licencesOf(bundled: readonly BundledPackage[]): HalfFiles {
  if (bundled.length === 0) return new Map();
  const texts = bundled.map(({ name, version, folder }) => `${name} ${version}\n\n${licenceIn(folder)}\n`);
  return new Map([["licences.txt", new TextEncoder().encode(texts.join(`\n${"-".repeat(80)}\n\n`))]]);
}

const LICENCE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

function licenceIn(folder: string): string {
  const names = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && LICENCE.test(entry.name),
  );
  const texts = names.map(({ name }) => readFileSync(join(folder, name), "utf8").trim());
  return texts.length > 0 ? texts.toSorted().join("\n\n") : `License: ${namedIn(folder)}`;
}

const namedIn = (folder: string): string =>
  z.object({ license: z.string() }).safeParse(readJson(join(folder, "package.json"))).data?.license ?? "not told";
