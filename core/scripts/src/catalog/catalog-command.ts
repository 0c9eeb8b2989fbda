import { readFile, rm } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  CATALOG_FORMAT,
  catalogIndexSchema,
  detachedSignatureSchema,
  signatureProblem,
  signBytes,
} from "@checkstack/plugin-package-node";
import type { Command } from "../command.ts";
import { readKey } from "../pack/read-key.ts";
import { Refusal } from "../pack/refusal.ts";
import { builtInEntries } from "./built-in-entries.ts";
import { catalogSourceSchema } from "./catalog-source.ts";
import { packedEntry } from "./packed-entries.ts";

/** `catalog [source.json] [--key FILE] [--check]`: makes `index.json` beside its source, and signs it. */
export const catalogCommand: Command = async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { key: { type: "string" }, check: { type: "boolean", default: false } },
  });
  const source = resolve(positionals[0] ?? "source.json");
  const key = values.key === undefined ? undefined : await readKey(resolve(values.key));
  const index = await makeCatalog(source);
  const file = join(dirname(source), "index.json");
  const name = relative(".", file);
  if (values.check) {
    const problem = await problemOf(file, index);
    if (problem === undefined) return 0;
    throw new Refusal([
      `${name} ${problem}; run "bunx @checkstack/scripts catalog ${relative(".", source)}", with --key where it is signed`,
    ]);
  }
  const bytes = Buffer.from(`${JSON.stringify(index, null, 2)}\n`);
  await Bun.write(file, bytes);
  // A signature of what was there before would only be wrong.
  if (key) await Bun.write(`${file}.sig`, `${JSON.stringify(signBytes(bytes, key), null, 2)}\n`);
  else await rm(`${file}.sig`, { force: true });
  console.log(`${name} is written, ${key ? `signed with ${key.keyId}` : "not signed"}.`);
  return 0;
};

/** What is wrong with an index that is there. A signature is not needed, but one that is there fits. */
async function problemOf(file: string, index: object): Promise<string | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  // Whoever formats an unsigned file changes nothing of what it says.
  if (!bytes || !Bun.deepEquals(parseJson(bytes), index)) return "is not what its source makes";
  const signature = await readFile(`${file}.sig`).catch(() => undefined);
  if (!signature) return undefined;
  const { data } = detachedSignatureSchema.safeParse(parseJson(signature));
  if (!data) return "has a signature of no known form";
  const problem = signatureProblem(bytes, data);
  return problem && `has a signature that is not valid: ${problem}`;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** The index that a source describes, in the order of its packages' names. */
export async function makeCatalog(source: string) {
  const folder = dirname(source);
  const parsed = catalogSourceSchema.safeParse(await Bun.file(source).json());
  if (!parsed.success) {
    throw new Refusal(
      parsed.error.issues.map(({ path, message }) => `${source}, field "${path.join(".")}": ${message}`),
    );
  }
  const { name, builtIn, entries } = parsed.data;
  const all = [
    ...(builtIn === undefined ? [] : await builtInEntries(resolve(folder, builtIn))),
    ...(await Promise.all(entries.map((entry) => packedEntry(entry, folder)))),
  ];
  const index = { format: CATALOG_FORMAT, name, entries: all.toSorted((a, b) => (a.package < b.package ? -1 : 1)) };
  // What is written is what the platform will be able to read.
  catalogIndexSchema.parse(index);
  return index;
}
