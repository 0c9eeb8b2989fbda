#!/usr/bin/env bun
/** `checkstack-scripts <command>`: see README.md. */
import { resolve } from "node:path";
import { lintDependencies } from "./dependencies/lint-dependencies.ts";

const commands: Record<string, (args: string[]) => number> = { dependencies };

const [name = "", ...args] = Bun.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command === undefined) {
  console.error(`There is no command "${name}"; there are: ${Object.keys(commands).join(", ")}.`);
  process.exit(2);
}
process.exit(command(args));

function dependencies([folder = "."]: string[]): number {
  const { packages, violations } = lintDependencies(resolve(folder));
  for (const { file, line, rule, advice } of violations) console.log(`${file}:${line} ${rule}: ${advice}`);
  console.log(`${packages} packages, ${violations.length} breaches of the dependency rules`);
  return violations.length === 0 ? 0 : 1;
}
