import { useContributions, usePrincipal } from "@checkstack/frontend-api";
import { useMemo } from "react";
import { navGroups, type NavGroup } from "./nav.ts";

export function useNav(): NavGroup[] {
  const contributions = useContributions();
  const person = usePrincipal();
  return useMemo(() => navGroups(contributions, person), [contributions, person]);
}
