#!/usr/bin/env bun
/** `checkstack-scripts <command>`: see README.md. */
import type { Command } from "./command.ts";
import { Refusal } from "./pack/refusal.ts";

/** Imported when asked for: the linter runs where nothing is built, and knows nothing of bundlers. */
const commands: Record<string, () => Promise<Command>> = {
  catalog: async () => (await import("./catalog/catalog-command.ts")).catalogCommand,
  create: async () => (await import("./create/create-command.ts")).createCommand,
  dependencies: async () => (await import("./dependencies/dependencies-command.ts")).dependenciesCommand,
  dev: async () => (await import("./dev/dev-command.ts")).devCommand,
  keygen: async () => (await import("./keygen/keygen-command.ts")).keygenCommand,
  "plugin-pack": async () => (await import("./pack/pack-command.ts")).packCommand,
};

const [name = "", ...args] = Bun.argv.slice(2);
const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (load === undefined) {
  console.error(`There is no command "${name}"; there are: ${Object.keys(commands).join(", ")}.`);
  process.exit(2);
}
try {
  const run = await load();
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
