import { ALL_ACCESS, holds } from "@checkstack/common";
import { useContributions, usePrincipal } from "@checkstack/frontend-api";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useAuth, useMaySeeRules } from "./clients.ts";
import { ruleOfId, type Rule } from "./rule-groups.ts";

/** All access rules of all plugins, for whoever may see them. */
export const useAllRules = (options: { enabled?: boolean } = {}) =>
  useQuery(useAuth().accessRules.queryOptions({ enabled: options.enabled ?? true }));

/** The rules that this person holds. People who may not see rules know their own by id alone. */
export function useOwnRules(): { rules: readonly Rule[] | undefined; error: unknown; retry(): void } {
  const person = usePrincipal();
  const maySee = useMaySeeRules();
  const { data, error, refetch } = useAllRules({ enabled: maySee });
  const rules = useMemo(() => {
    if (maySee) return data?.filter(({ id }) => holds(person, id));
    return person.accessRules.filter((id) => id !== ALL_ACCESS).map(ruleOfId);
  }, [maySee, data, person]);
  return { rules, error, retry: () => void refetch() };
}

/** Names of plugins, as far as the pages know them: the ids are the fallback. */
export function usePluginNames(): ReadonlyMap<string, string> {
  const { plugins } = useContributions();
  return useMemo(
    () => new Map(plugins.map(({ metadata: { pluginId, displayName } }) => [pluginId, displayName])),
    [plugins],
  );
}
