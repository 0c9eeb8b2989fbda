import { createSignal } from "@checkstack/common";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";

export interface CatalogChange {
  readonly entity: "system" | "group" | "environment";
  readonly ids: readonly string[];
}

/** Something in the catalog changed; an open page fetches what it shows of it. */
export const catalogChanged = createSignal<CatalogChange>(pluginMetadata, {
  id: "changed",
  access: [access.entityRead],
});
