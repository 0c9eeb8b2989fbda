import type { Role } from "@checkstack/auth-common";

/** Rules of roles that have been changed and not saved, by the role's id. */
export type RulesDraft = Readonly<Record<string, readonly string[]>>;

/** The rules of a role as the page shows them. */
const rulesOf = (role: Role, draft: RulesDraft): readonly string[] => draft[role.id] ?? role.accessRules;

/** Whether a role holds a rule. The administrator's role holds every one. */
export const holdsRule = (role: Role, draft: RulesDraft, rule: string): boolean =>
  role.id === "admin" || rulesOf(role, draft).includes(rule);

/** Gives or takes a rule. A role that is as it was saved is left out again. */
export function toggleRule(draft: RulesDraft, role: Role, rule: string): RulesDraft {
  const before = rulesOf(role, draft);
  const after = before.includes(rule) ? before.filter((each) => each !== rule) : [...before, rule];
  const { [role.id]: _, ...others } = draft;
  return sameMembers(after, role.accessRules) ? others : { ...others, [role.id]: after };
}

/** How many rules would be given or taken. A role that is gone meanwhile counts for nothing. */
export function countChanges(roles: readonly Role[], draft: RulesDraft): number {
  let changes = 0;
  for (const role of roles) {
    const after = draft[role.id];
    if (!after) continue;
    const before = new Set(role.accessRules);
    const kept = after.filter((rule) => before.has(rule)).length;
    changes += after.length - kept + (before.size - kept);
  }
  return changes;
}

const sameMembers = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((member) => b.includes(member));
