/** A toast before it is drawn. */
export interface QueuedToast {
  tone: "success" | "info" | "error";
  message: string;
  description?: string;
  action?: { label: string; onClick(): void };
}

/** Keeps toasts until somebody shows them. */
export interface ToastQueue {
  add(toast: QueuedToast): void;
  /** Takes what waits, and everything from now on. */
  drainTo(show: (toast: QueuedToast) => void): () => void;
  /** Whether there has ever been one. */
  used(): boolean;
  subscribe(listener: () => void): () => void;
}

export const createToastQueue = (): ToastQueue => {
  const listeners = new Set<() => void>();
  let waiting: QueuedToast[] = [];
  let shower: ((toast: QueuedToast) => void) | undefined;
  let used = false;
  return {
    add(toast) {
      if (shower) return shower(toast);
      waiting.push(toast);
      used = true;
      for (const listener of listeners) listener();
    },
    drainTo(show) {
      shower = show;
      const all = waiting;
      waiting = [];
      for (const toast of all) show(toast);
      return () => {
        if (shower === show) shower = undefined;
      };
    },
    used: () => used,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

export const toastQueue: ToastQueue = createToastQueue();
