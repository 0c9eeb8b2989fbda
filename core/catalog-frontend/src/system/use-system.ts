import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { useCatalog } from "../shared/clients.ts";

/** The system that the address names. */
export function useSystem() {
  const { systemId = "" } = useParams();
  return { systemId, ...useQuery(useCatalog().systems.get.queryOptions({ input: { id: systemId } })) };
}
