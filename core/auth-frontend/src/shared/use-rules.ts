import { holds } from "@checkstack/common";
import { usePrincipal } from "@checkstack/frontend-api";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useAuth } from "./clients.ts";
import type { Rule } from "./rule-groups.ts";

/** The access rules of all plugins: all of them for whoever may see users, else those that this person holds. */
export const useRules = () => useQuery(useAuth().accessRules.queryOptions());

/** The rules that this person holds. */
export function useOwnRules(): { rules: readonly Rule[] | undefined; error: unknown; retry(): void } {
  const person = usePrincipal();
  const { data, error, refetch } = useRules();
  const rules = useMemo(() => data?.filter(({ id }) => holds(person, id)), [data, person]);
  return { rules, error, retry: () => void refetch() };
}
