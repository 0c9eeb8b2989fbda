import type { System } from "@checkstack/catalog-common";
import { describeError } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { useCatalog } from "../shared/clients.ts";

export type SystemQuery =
  | { readonly state: "known"; readonly system: System }
  | { readonly state: "loading" }
  /** It was deleted, perhaps while the page was open: what was known of it must not stay. */
  | { readonly state: "gone" }
  | { readonly state: "failed"; readonly error: unknown; retry(): void };

/** The system that the address names. */
export function useSystem(): SystemQuery {
  const { systemId = "" } = useParams();
  const { data, error, refetch } = useQuery(useCatalog().systems.get.queryOptions({ input: { id: systemId } }));
  if (error && describeError(error).code === "SYSTEM_NOT_FOUND") return { state: "gone" };
  if (data) return { state: "known", system: data };
  return error ? { state: "failed", error, retry: () => void refetch() } : { state: "loading" };
}
