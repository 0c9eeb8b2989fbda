import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { toastQueue, type QueuedToast } from "./toast-queue.ts";

/** The drawing of toasts. A default export, since it is loaded lazily. */
export default function ToasterHost() {
  useEffect(() => toastQueue.drainTo(show), []);
  return <Sonner position="bottom-right" closeButton gap={8} duration={5_000} style={LOOK} toastOptions={OPTIONS} />;
}

const LOOK = {
  "--normal-bg": "var(--raised)",
  "--normal-text": "var(--text)",
  "--normal-border": "var(--line-strong)",
  "--normal-bg-hover": "var(--hover)",
  "--normal-border-hover": "var(--control-line)",
  "--border-radius": "8px",
  fontFamily: "inherit",
};

function show({ tone, message, ...options }: QueuedToast) {
  if (tone === "error") toast.error(message, { ...options, duration: Infinity });
  else toast[tone](message, options);
}

const OPTIONS = { classNames: { description: "text-text-muted!" } };
