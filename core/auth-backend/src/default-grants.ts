import type { PluginDirectory, Queries } from "@checkstack/backend-api";

/**
 * Gives built-in roles the rules that plugins mean for them, each once: when the rule is first seen. What an
 * administrator takes away later stays away. Cheap when there is nothing new, so that it can run before every look-up
 * and plugins that arrive while everything runs are seen.
 */
export function createDefaultGrants(options: { database: Queries; plugins: PluginDirectory }): () => Promise<void> {
  const { database, plugins } = options;
  const seen = new Set<string>();

  return async () => {
    const fresh = plugins.accessRules().filter(({ qualifiedId }) => !seen.has(qualifiedId));
    if (fresh.length === 0) return;
    const rules = fresh.map(({ qualifiedId }) => qualifiedId);
    const grants = fresh.flatMap(({ qualifiedId, defaultFor = [] }) =>
      defaultFor.map((role) => ({ role, rule: qualifiedId })),
    );
    await database.query(GRANT_SQL, [rules, grants.map(({ role }) => role), grants.map(({ rule }) => rule)]);
    for (const rule of rules) seen.add(rule);
  };
}

// One statement: of several processes, the one that adds a rule to seen_rules is the one that grants it.
const GRANT_SQL = `
  with fresh as (insert into seen_rules (rule) select unnest($1::text[]) on conflict do nothing returning rule)
  insert into role_rules (role_id, rule)
  select g.role, g.rule from unnest($2::text[], $3::text[]) as g (role, rule) join fresh using (rule)
  on conflict do nothing`;
