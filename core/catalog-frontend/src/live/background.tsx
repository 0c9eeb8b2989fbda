import { useLiveCatalog } from "./use-live-catalog.ts";

/** Draws nothing: keeps what is known of the catalog up to date, whatever page is open. */
export function Background() {
  useLiveCatalog();
  return null;
}
