import type { SortDirection } from "@checkstack/ui";

/** How a table is sorted; in the address `latency`, or `-latency` for the other way round. */
export interface Sort {
  readonly column: string;
  readonly direction: SortDirection;
}

export const readSort = (text: string): Sort | undefined => {
  if (text === "") return undefined;
  return text.startsWith("-")
    ? { column: text.slice(1), direction: "descending" }
    : { column: text, direction: "ascending" };
};

export const writeSort = ({ column, direction }: Sort): string => (direction === "descending" ? `-${column}` : column);

/** Sorts by what `valueOf` gives; rows without a value come last, whichever way round. */
export function sortBy<Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => string | number | null,
  direction: SortDirection,
): Row[] {
  const sign = direction === "ascending" ? 1 : -1;
  return rows.toSorted((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (typeof left === "string" && typeof right === "string") return sign * names.compare(left, right);
    return sign * (Number(left) - Number(right));
  });
}

/** `web-2` before `web-10`. */
const names = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
