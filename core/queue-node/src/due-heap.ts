/** An item in a heap, and what the heap needs to move or remove it without a search. */
export interface Due<T> {
  readonly item: T;
  dueAt: number;
  /** Breaks ties: of two items due at one moment, the one that came first is first. */
  readonly order: number;
  position: number;
}

/** Items by due time, the earliest first. Every change costs O(log n), also for an item in the middle. */
export interface DueHeap<T> {
  readonly size: number;
  peek(): Due<T> | undefined;
  push(item: T, dueAt: number): Due<T>;
  move(due: Due<T>, dueAt: number): void;
  remove(due: Due<T>): void;
  items(): readonly Due<T>[];
}

/** Makes an empty binary heap. */
export function createDueHeap<T>(): DueHeap<T> {
  const heap: Due<T>[] = [];
  let pushed = 0;

  const place = (due: Due<T>, position: number) => {
    heap[position] = due;
    due.position = position;
  };

  function settle(due: Due<T>): void {
    rise(due);
    sink(due);
  }

  function rise(due: Due<T>): void {
    for (;;) {
      const at = (due.position - 1) >> 1;
      const parent = due.position === 0 ? undefined : heap[at];
      if (!parent || isBefore(parent, due)) return;
      place(parent, due.position);
      place(due, at);
    }
  }

  function sink(due: Due<T>): void {
    for (;;) {
      const left = heap[2 * due.position + 1];
      const right = heap[2 * due.position + 2];
      const child = left && right && isBefore(right, left) ? right : left;
      if (!child || isBefore(due, child)) return;
      const at = child.position;
      place(child, due.position);
      place(due, at);
    }
  }

  return {
    get size() {
      return heap.length;
    },
    peek: () => heap[0],
    push(item, dueAt) {
      const due = { item, dueAt, order: pushed++, position: heap.length };
      heap.push(due);
      rise(due);
      return due;
    },
    move(due, dueAt) {
      due.dueAt = dueAt;
      settle(due);
    },
    remove(due) {
      const last = heap.pop();
      if (!last || last === due) return;
      place(last, due.position);
      settle(last);
    },
    items: () => [...heap],
  };
}

const isBefore = (a: Due<unknown>, b: Due<unknown>): boolean =>
  a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order);
