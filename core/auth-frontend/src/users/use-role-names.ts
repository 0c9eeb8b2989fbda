import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useAuth } from "../shared/clients.ts";

/** Names of roles by id; empty while they are being fetched. */
export function useRoleNames(): ReadonlyMap<string, string> {
  const { data } = useQuery(useAuth().roles.list.queryOptions());
  return useMemo(() => new Map(data?.map(({ id, name }) => [id, name])), [data]);
}
