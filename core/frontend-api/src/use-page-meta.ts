import { useEffect, useSyncExternalStore } from "react";
import type { Crumb, PageMeta } from "./page-meta.ts";
import { usePlatform } from "./platform.tsx";

/** Sets the trail in the top bar and the browser's title: `usePageMeta({ title: system.name, crumbs: [{ title: "Systems", path: "/systems" }] })`. */
export function usePageMeta({ title, crumbs = [] }: PageMeta): void {
  const { pageMeta } = usePlatform();
  // Callers write the trail inline: compare what it says, not the array.
  const trail = JSON.stringify(crumbs.map((crumb) => [crumb.title, crumb.path]));
  useEffect(() => pageMeta.set({ title, crumbs: readTrail(trail) }), [pageMeta, title, trail]);
}

/** The meta of the open page; nothing while it has set none. */
export function useCurrentPageMeta(): PageMeta | undefined {
  const { pageMeta } = usePlatform();
  return useSyncExternalStore(pageMeta.subscribe, pageMeta.snapshot);
}

function readTrail(trail: string): Crumb[] {
  const parsed: [string, string][] = JSON.parse(trail);
  return parsed.map(([title, path]) => ({ title, path }));
}
