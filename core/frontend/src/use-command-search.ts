import type { CommandSearch } from "@checkstack/frontend-api";
import { useQueries } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { PaletteEntry } from "./palette-entries.ts";

/** Asks every search of plugins, once the typing rests. One that fails finds nothing. */
export function useCommandSearch(searches: readonly { pluginId: string; search: CommandSearch }[], text: string) {
  const settled = useSettled(text.trim(), 150);
  return useQueries({
    queries: searches.map(({ pluginId, search }) => ({
      queryKey: ["shell", "search", pluginId, search.id, settled],
      queryFn: ({ signal }: { signal: AbortSignal }) => search.search(settled, { signal }),
      enabled: settled.length > 0,
      retry: false,
    })),
    combine: (results) => ({
      pending: results.some(({ isFetching }) => isFetching),
      found: results.flatMap(({ data }, index): PaletteEntry[] => {
        const pluginId = searches[index]?.pluginId ?? "";
        return (data ?? []).map((command) => ({ pluginId, command, always: true }));
      }),
    }),
  });
}

/** The text as it was when it last rested. */
function useSettled(text: string, restMs: number): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), restMs);
    return () => clearTimeout(timer);
  }, [text, restMs]);
  return settled;
}
