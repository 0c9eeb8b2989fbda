import { catalogChanged } from "@checkstack/catalog-common";
import { useSignal } from "@checkstack/frontend-api";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useCatalog } from "../shared/clients.ts";
import { affectedKeys, type CatalogChange } from "./affected-keys.ts";

/** What comes within this time is one change: an import of a thousand systems is a few fetches, not a thousand. */
const GATHER_MS = 400;

/** Fetches again what open pages show of the catalog, as it changes. */
export function useLiveCatalog(): void {
  const queryClient = useQueryClient();
  const catalog = useCatalog();
  const gathered = useRef<CatalogChange[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const apply = () => {
    timer.current = undefined;
    const changes = gathered.current;
    gathered.current = [];
    for (const queryKey of affectedKeys(catalog, changes)) void queryClient.invalidateQueries({ queryKey });
  };

  useSignal(catalogChanged, (change) => {
    gathered.current.push(change);
    timer.current ??= setTimeout(apply, GATHER_MS);
  });
}
