#!/usr/bin/env bun
/** `checkstack-scripts <command>`: see README.md. */
import type { Command } from "./command.ts";
import { Refusal } from "./pack/refusal.ts";

interface Listed {
  readonly usage: string;
  readonly summary: string;
  /** Imported when asked for: the linter runs where nothing is built, and knows nothing of bundlers. */
  load(): Promise<Command>;
}

const commands: Readonly<Record<string, Listed>> = {
  create: {
    usage: "create <name> [--scope @acme] [--link <checkout>]",
    summary: "a new plugin in a folder of its own",
    load: async () => (await import("./create/create-command.ts")).createCommand,
  },
  dev: {
    usage: "dev [--platform <checkout>] [--port 5173]",
    summary: "a platform with the plugin of this folder, from its sources",
    load: async () => (await import("./dev/dev-command.ts")).devCommand,
  },
  "plugin-pack": {
    usage: "plugin-pack [--bundle] [--validate-only] [--out-dir DIR] [--key FILE]",
    summary: "checks, builds and packs the plugin or bundle of this folder",
    load: async () => (await import("./pack/pack-command.ts")).packCommand,
  },
  keygen: {
    usage: "keygen [file]",
    summary: "a key to sign packages with",
    load: async () => (await import("./keygen/keygen-command.ts")).keygenCommand,
  },
  catalog: {
    usage: "catalog [source.json] [--key FILE] [--check]",
    summary: "makes and signs the index of a catalog",
    load: async () => (await import("./catalog/catalog-command.ts")).catalogCommand,
  },
  dependencies: {
    usage: "dependencies [folder]",
    summary: "says which packages depend on what they must not",
    load: async () => (await import("./dependencies/dependencies-command.ts")).dependenciesCommand,
  },
};

const [name = "help", ...args] = Bun.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command === undefined) {
  const isAsked = ["help", "--help", "-h"].includes(name);
  const lines = Object.values(commands).map(({ usage, summary }) => `  ${usage}\n      ${summary}`);
  if (isAsked) console.log(`checkstack-scripts <command>\n\n${lines.join("\n")}`);
  else console.error(`There is no command "${name}"; there are: ${Object.keys(commands).join(", ")}.`);
  process.exit(isAsked ? 0 : 2);
}
try {
  const run = await command.load();
  process.exit(await run(args));
} catch (error) {
  console.error(isForPeople(error) ? sentences(error) : error);
  process.exit(1);
}

/** Whoever asks wrongly, or is refused, needs no stack. */
function isForPeople(error: unknown): error is Error {
  if (error instanceof Refusal) return true;
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}

function sentences(error: Error): string {
  return error instanceof Refusal ? error.reasons.map((reason) => `- ${reason}`).join("\n") : error.message;
}
