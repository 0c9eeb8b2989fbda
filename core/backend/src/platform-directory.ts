import type { PluginDirectory, RegisteredAccessRule } from "@checkstack/backend-api";

/** What plugins may know of each other: the states of those that run here, and the access rules of all. */
export const createPlatformDirectory = (
  here: PluginDirectory,
  elsewhere: { accessRules(): readonly RegisteredAccessRule[] },
): PluginDirectory => ({
  reports: () => here.reports(),
  accessRules() {
    const rules = [...elsewhere.accessRules(), ...here.accessRules()];
    return [...new Map(rules.map((rule) => [rule.qualifiedId, rule])).values()];
  },
  onChange: (listener) => here.onChange(listener),
});
