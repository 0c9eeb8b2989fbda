import { catalogChanged } from "@checkstack/catalog-common";
import { useSignal } from "@checkstack/frontend-api";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useCatalog } from "../shared/clients.ts";
import { affectedKeys, type CatalogChange } from "./affected-keys.ts";

/** After a fetch, changes gather for this long: an import of a thousand systems is a few fetches, not a thousand. */
const GATHER_MS = 500;

/** Fetches again what open pages show of the catalog, as it changes: at once, and then at most every half second. */
export function useLiveCatalog(): void {
  const queryClient = useQueryClient();
  const catalog = useCatalog();
  const gathered = useRef<CatalogChange[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const apply = () => {
    timer.current = undefined;
    if (gathered.current.length === 0) return;
    const changes = gathered.current;
    gathered.current = [];
    for (const queryKey of affectedKeys(catalog, changes)) void queryClient.invalidateQueries({ queryKey });
    timer.current = setTimeout(apply, GATHER_MS);
  };

  useSignal(catalogChanged, (change) => {
    gathered.current.push(change);
    if (timer.current === undefined) apply();
  });
}
