import type { Access } from "@checkstack/common";
import type { ReactNode } from "react";
import type { DataSlot, Slot } from "./slot.ts";

/** A component in somebody's slot. */
export interface ComponentExtension<Props = never> extends Placement {
  readonly slot: Slot<Props>;
  readonly component: (props: Props) => ReactNode;
}

/** Data in somebody's slot. */
export interface DataExtension<Data = unknown> extends Placement {
  readonly slot: DataSlot<Data>;
  readonly data: Data;
}

export type Extension = ComponentExtension | DataExtension;

/** Where among others, and for whom. */
interface Placement {
  /** Lower comes first; 100 when absent. */
  readonly order?: number;
  /** Who sees it; everybody when absent. Rules are those of the contributing plugin. */
  readonly access?: Access;
}

/** Adds a component to a slot. It is drawn inside a boundary of the contributing plugin. */
export const createExtension = <Props>(extension: ComponentExtension<Props>): ComponentExtension<Props> => extension;

/** Adds data to a data slot. */
export const createDataExtension = <Data>(
  extension: Placement & { slot: DataSlot<Data>; data: NoInfer<Data> },
): DataExtension<Data> => extension;

/** Says whether an extension was made for a slot. The id decides, as with refs. */
export const fillsSlot = <Props>(extension: Extension, slot: Slot<Props>): extension is ComponentExtension<Props> =>
  extension.slot.kind === "slot" && extension.slot.id === slot.id;

export const fillsDataSlot = <Data>(extension: Extension, slot: DataSlot<Data>): extension is DataExtension<Data> =>
  extension.slot.kind === "data-slot" && extension.slot.id === slot.id;
