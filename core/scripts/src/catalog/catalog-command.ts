import { rm } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { CATALOG_FORMAT, catalogIndexSchema, signBytes } from "@checkstack/plugin-package-node";
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
    // Whoever formats the file changes nothing of what it says.
    const current: unknown = await Bun.file(file)
      .json()
      .catch(() => undefined);
    if (Bun.deepEquals(current, index)) return 0;
    throw new Refusal([
      `${name} is not what its source makes; run "bunx @checkstack/scripts catalog ${relative(".", source)}"`,
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
