import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useAuth, useMaySeeRules } from "./clients.ts";

/** Names of roles by id. People who may not see roles know the built-in ones alone. */
export function useRoleNames(): ReadonlyMap<string, string> {
  const { data } = useQuery(useAuth().roles.list.queryOptions({ enabled: useMaySeeRules() }));
  return useMemo(() => (data ? new Map(data.map(({ id, name }) => [id, name])) : BUILT_IN), [data]);
}

const BUILT_IN: ReadonlyMap<string, string> = new Map([
  ["admin", "Administrators"],
  ["users", "Users"],
]);
