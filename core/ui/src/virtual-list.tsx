import { useVirtualizer, useWindowVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { cn } from "./cn.ts";

export interface VirtualListProps<Item> {
  items: readonly Item[];
  getKey(item: Item): string;
  renderItem(item: Item, index: number): ReactNode;
  /** Height of a row in pixels; rows may grow, they are measured. */
  estimatedHeight: number;
  /** What the rows are, for those who listen. */
  label: string;
  /** `page` scrolls with the page; `self` within a box whose height `className` sets. */
  scroll?: "page" | "self";
  className?: string;
}

/** A list of any length: only what can be seen is in the document. */
export const VirtualList = <Item,>({ scroll = "page", ...props }: VirtualListProps<Item>) =>
  scroll === "page" ? <PageList {...props} /> : <BoxList {...props} />;

type ListProps<Item> = Omit<VirtualListProps<Item>, "scroll">;

function PageList<Item>(props: ListProps<Item>) {
  const ref = useRef<HTMLDivElement>(null);
  const scrollMargin = useTopOf(ref);
  const virtualizer = useWindowVirtualizer({
    count: props.items.length,
    estimateSize: () => props.estimatedHeight,
    getItemKey: keyOf(props),
    overscan: 8,
    scrollMargin,
  });
  return (
    <div ref={ref} className={props.className}>
      <Rows {...props} virtualizer={virtualizer} offset={scrollMargin} />
    </div>
  );
}

function BoxList<Item>(props: ListProps<Item>) {
  const ref = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: props.items.length,
    estimateSize: () => props.estimatedHeight,
    getItemKey: keyOf(props),
    getScrollElement: () => ref.current,
    overscan: 8,
  });
  return (
    <div
      ref={ref}
      role="region"
      aria-label={props.label}
      // A region that scrolls must be reachable by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={cn("overflow-y-auto", props.className)}
    >
      <Rows {...props} virtualizer={virtualizer} offset={0} />
    </div>
  );
}

interface RowsProps<Item, Scroller extends Element | Window> extends ListProps<Item> {
  virtualizer: Virtualizer<Scroller, Element>;
  offset: number;
}

function Rows<Item, Scroller extends Element | Window>(props: RowsProps<Item, Scroller>) {
  const { virtualizer, offset, items, renderItem, label } = props;
  return (
    <div role="list" aria-label={label} className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const item = items[index];
        if (item === undefined) return null;
        return (
          <div
            key={String(key)}
            ref={virtualizer.measureElement}
            data-index={index}
            role="listitem"
            aria-setsize={items.length}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start - offset}px)` }}
          >
            {renderItem(item, index)}
          </div>
        );
      })}
    </div>
  );
}

const keyOf =
  <Item,>({ items, getKey }: ListProps<Item>) =>
  (index: number): string => {
    const item = items[index];
    return item === undefined ? String(index) : getKey(item);
  };

/** How far an element is from the top of the page; measured again whenever the page's height changes. */
export function useTopOf(ref: { readonly current: HTMLElement | null }): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      if (ref.current) setTop(ref.current.getBoundingClientRect().top + window.scrollY);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [ref]);
  return top;
}
