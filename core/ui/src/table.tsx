import { ArrowDown, ArrowUp } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";

export interface TableProps extends Omit<ComponentProps<"table">, "aria-label"> {
  /** What the rows are, for those who listen. */
  label: string;
}

/** A table of what fits on a page. Scrolls sideways by itself when it is too wide, by keyboard too. */
export const Table = ({ label, className, ...rest }: TableProps) => (
  // A region that scrolls must be reachable by keyboard.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  <div role="region" aria-label={label} tabIndex={0} className="relative min-w-0 overflow-x-auto rounded-[inherit]">
    <table aria-label={label} className={cn("w-full border-collapse text-left text-sm", className)} {...rest} />
  </div>
);

export const TableHead = ({ className, ...rest }: ComponentProps<"thead">) => (
  <thead className={cn("text-xs text-text-muted", className)} {...rest} />
);

export const TableBody = ({ className, ...rest }: ComponentProps<"tbody">) => (
  <tbody className={cn("divide-y divide-line", className)} {...rest} />
);

export const TableRow = ({ className, ...rest }: ComponentProps<"tr">) => (
  <tr className={cn("hover:[&>td]:bg-hover/60", className)} {...rest} />
);

export type SortDirection = "ascending" | "descending";

export interface TableHeaderProps extends ComponentProps<"th"> {
  /** Given when the column can be sorted: the direction it has now, or `none`. */
  sort?: SortDirection | "none";
  onSort?(): void;
}

export const TableHeader = ({ sort, onSort, className, children, ...rest }: TableHeaderProps) => (
  <th
    scope="col"
    aria-sort={sort}
    className={cn("h-9 border-b border-line px-3 font-medium whitespace-nowrap first:pl-4 last:pr-4", className)}
    {...rest}
  >
    {sort ? (
      <SortButton sort={sort} {...(onSort && { onSort })}>
        {children}
      </SortButton>
    ) : (
      children
    )}
  </th>
);

export const TableCell = ({ className, ...rest }: ComponentProps<"td">) => (
  <td className={cn("px-3 py-2 align-middle first:pl-4 last:pr-4", className)} {...rest} />
);

export interface SortButtonProps {
  sort: SortDirection | "none";
  onSort?(): void;
  children: ReactNode;
}

export const SortButton = ({ sort, onSort, children }: SortButtonProps) => (
  <button
    type="button"
    onClick={onSort}
    className="-mx-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 font-medium hover:text-text"
  >
    {children}
    {sort === "ascending" && <ArrowUp aria-hidden className="size-3.5" />}
    {sort === "descending" && <ArrowDown aria-hidden className="size-3.5" />}
  </button>
);
