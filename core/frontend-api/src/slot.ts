/** A place where other plugins add components. Whoever draws the slot decides what `Props` each component gets. */
export interface Slot<Props> {
  readonly kind: "slot";
  /** `<pluginId>.<name>`, such as `catalog.systemPage`. */
  readonly id: string;
  /** Never set: it carries the type. */
  readonly props?: (props: Props) => void;
}

/** A place where other plugins add data rather than components, such as commands. */
export interface DataSlot<Data> {
  readonly kind: "data-slot";
  readonly id: string;
  /** Never set: it carries the type. */
  readonly data?: Data;
}

export const createSlot = <Props = Record<never, never>>(id: string): Slot<Props> => ({ kind: "slot", id });

export const createDataSlot = <Data>(id: string): DataSlot<Data> => ({ kind: "data-slot", id });
