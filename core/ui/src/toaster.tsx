import { lazy, Suspense, useSyncExternalStore } from "react";
import { describeError } from "./describe-error.ts";
import { toastQueue } from "./toast-queue.ts";

// Most visits see no toast: what draws them comes with the first one.
const ToasterHost = lazy(() => import("./toaster-host.tsx"));

/** Where toasts appear; once, in the shell. */
export function Toaster() {
  const used = useSyncExternalStore(toastQueue.subscribe, toastQueue.used);
  if (!used) return null;
  return (
    <Suspense>
      <ToasterHost />
    </Suspense>
  );
}

export interface ToastOptions {
  description?: string;
  /** A button: `Undo`, usually. */
  action?: { label: string; onClick(): void };
}

/** Short news about what was just done. Errors that belong to a form or a page are told there instead. */
export const toast = {
  success: (message: string, options: ToastOptions = {}): void =>
    toastQueue.add({ tone: "success", message, ...options }),
  info: (message: string, options: ToastOptions = {}): void => toastQueue.add({ tone: "info", message, ...options }),
  /** `toast.error("The check could not be paused", error)`: stays until it is closed. */
  error: (message: string, error?: unknown): void =>
    toastQueue.add({
      tone: "error",
      message,
      ...(error !== undefined && { description: describeError(error).message }),
    }),
};
