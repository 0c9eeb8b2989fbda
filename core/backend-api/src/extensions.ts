import type { ContractPoint } from "@checkstack/common";
import type { ContractRouterClient } from "@orpc/contract";
import type * as z from "zod";

/** One thing that a plugin added to a contract point, as the owner of the point sees it. */
export interface Extension<P extends ContractPoint> {
  readonly pluginId: string;
  readonly metadata: z.output<P["metadata"]>;
  /** Calls the implementation, wherever it lives. */
  readonly client: ContractRouterClient<P["router"]>;
}

/** What has been added to a contract point, kept current while plugins come and go. */
export interface Extensions<P extends ContractPoint> {
  list(): readonly Extension<P>[];
  get(id: string): Extension<P> | undefined;
  /** Calls `listener` after each addition and removal, until the owner's scope ends. */
  onChange(listener: (change: ExtensionChange<P>) => void): void;
}

export type ExtensionChange<P extends ContractPoint> =
  | { readonly type: "added"; readonly extension: Extension<P> }
  | { readonly type: "removed"; readonly extension: Extension<P> };
