import { resolve } from "node:path";
import type { Command } from "../command.ts";
import { lintDependencies } from "./lint-dependencies.ts";

/** `dependencies [folder]`: prints each breach of the dependency rules. */
export const dependenciesCommand: Command = ([folder = "."]) => {
  const { packages, violations } = lintDependencies(resolve(folder));
  for (const { file, line, rule, advice } of violations) console.log(`${file}:${line} ${rule}: ${advice}`);
  console.log(`${packages} packages, ${violations.length} breaches of the dependency rules`);
  return violations.length === 0 ? 0 : 1;
};
