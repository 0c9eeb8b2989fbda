/** An access rule as people read it. */
export interface Rule {
  /** Qualified: `catalog.entity.read`. */
  readonly id: string;
  readonly pluginId: string;
  /** How people call the plugin; absent, like the description, when the plugin is away. */
  readonly pluginName?: string;
  readonly description?: string;
}

/** The rules of one plugin. */
export interface RuleGroup {
  readonly pluginId: string;
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** Rules under their plugins, plugins by name, rules as their plugin gives them. */
export function ruleGroups(rules: readonly Rule[]): RuleGroup[] {
  return [...Map.groupBy(rules, ({ pluginId }) => pluginId)]
    .map(([pluginId, members]) => ({
      pluginId,
      title: members.find(({ pluginName }) => pluginName !== undefined)?.pluginName ?? pluginId,
      rules: members,
    }))
    .toSorted((a, b) => a.title.localeCompare(b.title, "en"));
}

/** A rule that is known by its id alone; the plugin's id is what stands before the first dot. */
const ruleOfId = (id: string): Rule => ({ id, pluginId: id.split(".", 1)[0] ?? id });

/** Rules that somebody holds and no running plugin declares. */
export const strayRules = (held: Iterable<string>, known: readonly Rule[]): Rule[] => {
  const ids = new Set(known.map(({ id }) => id));
  return [...new Set(held)]
    .filter((id) => !ids.has(id) && id !== "*")
    .toSorted()
    .map(ruleOfId);
};
