import * as z from "zod";
import { PackageRefusedError } from "../plugin-package.ts";
import { dependencyProblems } from "./dependency-problems.ts";
import { nameProblems } from "./name-problems.ts";
import { packageManifestSchema, type PackageManifest } from "./package-manifest.ts";

/** Parses the `package.json` of a packed plugin. Throws `PackageRefusedError` with a sentence for each field that is wrong. */
export function readManifest(bytes: Uint8Array): PackageManifest {
  const data = parseJson(bytes);
  assertPacked(data);
  const parsed = packageManifestSchema.safeParse(data);
  const reasons = [
    ...(parsed.success ? nameProblems(parsed.data) : parsed.error.issues.slice(0, 20).map(sentenceOf)),
    ...dependencyProblems(data),
  ];
  if (!parsed.success || reasons.length > 0) throw new PackageRefusedError(reasons);
  return parsed.data;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PackageRefusedError([`package.json is not JSON in UTF-8: ${why}.`], { cause });
  }
}

/** The commonest mistake gets a sentence of its own. */
function assertPacked(data: unknown): void {
  const kind = z.object({ checkstack: z.object({ type: z.string() }) }).safeParse(data);
  if (!kind.success) {
    throw new PackageRefusedError(['package.json has no "checkstack" field: this is not a plugin of Checkstack.']);
  }
  const { type } = kind.data.checkstack;
  if (type !== "packed") {
    throw new PackageRefusedError([
      `package.json says that "checkstack.type" is ${JSON.stringify(type.slice(0, 50))}: this is the source of a plugin; pack it with "bunx @checkstack/scripts plugin-pack".`,
    ]);
  }
}

const sentenceOf = ({ path, message }: { path: readonly PropertyKey[]; message: string }): string =>
  `package.json, field "${path.map(String).join(".").slice(0, 200)}": ${message}.`;
