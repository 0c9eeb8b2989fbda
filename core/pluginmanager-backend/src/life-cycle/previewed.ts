import type { Clock } from "@checkstack/backend-api";
import type { PluginSource } from "@checkstack/pluginmanager-common";
import type { FetchedPackage } from "../installers/plugin-installer.ts";

type Fetched = Omit<FetchedPackage, "bytes"> & { readonly sha256: string };

/** What was previewed lately in this instance, so that its install fetches nothing a second time. */
export interface Previewed {
  keep(asked: PluginSource, fetched: Fetched): void;
  /** What `asked` gave when it was this file. */
  find(asked: PluginSource, sha256: string): Fetched | undefined;
}

/** Staged files are kept for an hour. */
const KEPT_MS = 45 * 60_000;
const MAX_KEPT = 200;

export function createPreviewed(clock: Clock): Previewed {
  const kept = new Map<string, { readonly fetched: Fetched; readonly at: number }>();
  const keyOf = (source: PluginSource, sha256: string): string =>
    JSON.stringify([sha256, Object.entries(source).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
  return {
    keep(asked, fetched) {
      const at = clock.monotonic();
      // Asked for by a range or by the version that was found: the page sends the latter.
      for (const source of [asked, fetched.source]) kept.set(keyOf(source, fetched.sha256), { fetched, at });
      for (const key of [...kept.keys()].slice(0, -MAX_KEPT)) kept.delete(key);
    },
    find(asked, sha256) {
      const found = kept.get(keyOf(asked, sha256));
      return found && clock.monotonic() - found.at < KEPT_MS ? found.fetched : undefined;
    },
  };
}
