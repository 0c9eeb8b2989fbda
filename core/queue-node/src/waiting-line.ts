import { createDueHeap, type Due } from "./due-heap.ts";

/** Items that wait for their turn: the one that has waited longest first. */
export interface WaitingLine<T> {
  readonly size: number;
  /** Since when the first one waits. */
  oldest(): number | undefined;
  add(item: T, since: number): void;
  remove(item: T): void;
  take(): T | undefined;
  items(): readonly T[];
}

/** Makes an empty line. A heap rather than a `Set`, whose front fills with gaps when items leave there. */
export function createWaitingLine<T>(): WaitingLine<T> {
  const heap = createDueHeap<T>();
  const places = new Map<T, Due<T>>();

  function leave(place: Due<T>): void {
    heap.remove(place);
    places.delete(place.item);
  }

  return {
    get size() {
      return heap.size;
    },
    oldest: () => heap.peek()?.dueAt,
    items: () => heap.items().map(({ item }) => item),
    add: (item, since) => void places.set(item, heap.push(item, since)),
    remove(item) {
      const place = places.get(item);
      if (place) leave(place);
    },
    take() {
      const first = heap.peek();
      if (first) leave(first);
      return first?.item;
    },
  };
}
