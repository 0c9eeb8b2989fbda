import { ALL_ACCESS, holds, type Person } from "@checkstack/common";
import type { NotHeldError } from "./refusals.ts";

/** What an API key may do: its own rules, as far as its owner holds them now. */
export function intersectRules(ofKey: readonly string[], ofOwner: readonly string[]): readonly string[] {
  if (ofOwner.includes(ALL_ACCESS)) return ofKey;
  if (ofKey.includes(ALL_ACCESS)) return ofOwner;
  return ofKey.filter((rule) => ofOwner.includes(rule));
}

/** Throws `RULE_NOT_HELD` when `person` would give, take over or overrule more than they hold. */
export function refuseMoreThanHeld(person: Person | undefined, rules: readonly string[], errors: NotHeldError): void {
  // A plugin that acts for nobody is bound by its manifest alone.
  if (person === undefined) return;
  const rule = rules.find((each) => !holds(person, each));
  if (rule !== undefined) throw errors.RULE_NOT_HELD({ data: { rule } });
}
