import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useDeferredValue, useMemo, useRef, type ReactNode } from "react";
import { cn } from "./cn.ts";
import { SortButton, type SortDirection } from "./table.tsx";
import { useTopOf } from "./virtual-list.tsx";

export interface VirtualColumn<Item> {
  id: string;
  header: ReactNode;
  cell(item: Item): ReactNode;
  /** A track of a CSS grid: `2fr`, `minmax(8rem, 1fr)`, `6rem`. */
  width: string;
  /** Left out below 640 px. */
  hideOnPhone?: boolean;
  sortable?: boolean;
  className?: string;
}

export interface VirtualTableProps<Item> {
  items: readonly Item[];
  columns: readonly VirtualColumn<Item>[];
  getKey(item: Item): string;
  /** What the rows are, for those who listen. */
  label: string;
  /** Height of a row in pixels; rows may grow, they are measured. */
  rowHeight?: number;
  sort?: { column: string; direction: SortDirection };
  onSortChange?(sort: { column: string; direction: SortDirection }): void;
  /** Rows that stand out, the selected ones usually. */
  isSelected?(item: Item): boolean;
  className?: string;
}

/** A table of any length that scrolls with the page: only what can be seen is in the document. */
export function VirtualTable<Item>(props: VirtualTableProps<Item>) {
  const { items, columns, getKey, label, rowHeight = 44, isSelected, className } = props;
  const ref = useRef<HTMLDivElement>(null);
  const scrollMargin = useTopOf(ref);
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => rowHeight,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : getKey(item);
    },
    // What nobody sees yet is drawn after what they do.
    overscan: useDeferredValue(OVERSCAN, 0),
    scrollMargin,
    // Rows are there with the first drawing, and not only when the window has been measured; something stands above them.
    initialRect: { width: window.innerWidth, height: window.innerHeight / 2 },
  });
  const tracks = {
    "--tracks": columns.map((column) => column.width).join(" "),
    "--tracks-phone": columns
      .filter((column) => !column.hideOnPhone)
      .map((column) => column.width)
      .join(" "),
  };
  return (
    <div
      role="table"
      aria-label={label}
      aria-rowcount={items.length + 1}
      className={cn("min-w-0 text-sm", className)}
      style={tracks}
    >
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={cn(rowLook, "h-9 border-b border-line text-xs text-text-muted")}>
          {columns.map((column) => (
            <HeaderCell key={column.id} column={column} table={props} />
          ))}
        </div>
      </div>
      <div ref={ref} role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              role="row"
              aria-rowindex={index + 2}
              data-selected={isSelected?.(item) || undefined}
              className={cn(
                rowLook,
                "absolute inset-x-0 top-0 border-b border-line hover:bg-hover/60 data-selected:bg-accent-soft",
              )}
              style={{ minHeight: rowHeight, transform: `translateY(${start - scrollMargin}px)` }}
            >
              <Cells item={item} columns={columns} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Rows beyond the edges of the window. */
const OVERSCAN = 10;

/** Drawn again for another item alone, and not when the row has moved. */
const Cells = <Item,>({ item, columns }: { item: Item; columns: readonly VirtualColumn<Item>[] }) =>
  useMemo(
    () =>
      columns.map((column) => (
        <div key={column.id} role="cell" className={cellLook(column)}>
          {column.cell(item)}
        </div>
      )),
    [item, columns],
  );

function HeaderCell<Item>({ column, table }: { column: VirtualColumn<Item>; table: VirtualTableProps<Item> }) {
  if (!column.sortable) {
    return (
      <div role="columnheader" className={cn(cellLook(column), "font-medium")}>
        {column.header}
      </div>
    );
  }
  const current = table.sort?.column === column.id ? table.sort.direction : "none";
  const next: SortDirection = current === "ascending" ? "descending" : "ascending";
  return (
    <div role="columnheader" aria-sort={current} className={cellLook(column)}>
      <SortButton sort={current} onSort={() => table.onSortChange?.({ column: column.id, direction: next })}>
        {column.header}
      </SortButton>
    </div>
  );
}

const rowLook =
  "grid items-center gap-x-3 px-4 [grid-template-columns:var(--tracks-phone)] sm:[grid-template-columns:var(--tracks)]";

const cellLook = <Item,>(column: VirtualColumn<Item>): string =>
  cn("min-w-0 truncate py-2", column.hideOnPhone && "max-sm:hidden", column.className);
