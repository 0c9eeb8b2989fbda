import { Toaster as Sonner, toast as show } from "sonner";
import { describeError } from "./describe-error.ts";

/** Where toasts appear; once, in the shell. */
export const Toaster = () => <Sonner position="bottom-right" closeButton gap={8} duration={5_000} />;

export interface ToastOptions {
  description?: string;
  /** A button: `Undo`, usually. */
  action?: { label: string; onClick(): void };
}

/** Short news about what was just done. Errors that belong to a form or a page are told there instead. */
export const toast = {
  success: (message: string, options?: ToastOptions): void => void show.success(message, options),
  info: (message: string, options?: ToastOptions): void => void show(message, options),
  /** `toast.error("The check could not be paused", error)`: stays until it is closed. */
  error: (message: string, error?: unknown): void =>
    void show.error(message, {
      duration: Infinity,
      ...(error !== undefined && { description: describeError(error).message }),
    }),
};
