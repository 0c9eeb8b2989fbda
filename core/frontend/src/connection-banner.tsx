import { useConnectionState } from "@checkstack/frontend-api";
import { WifiOff } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";

/** Says that what is shown may be old. A short interruption is not worth a word. */
export function ConnectionBanner() {
  const state = useConnectionState();
  const online = useSyncExternalStore(subscribeOnline, () => navigator.onLine);
  const lost = !online || state === "reconnecting";
  const shown = useLasting(lost, PATIENCE_MS);
  return (
    <div role="status">
      {shown && (
        <p className="flex items-center justify-center gap-2 border-b border-degraded/40 bg-degraded-soft px-4 py-1.5 text-sm text-degraded-text">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          {online
            ? "The connection to the server is lost; trying again. What you see may be old."
            : "You are offline. What you see may be old."}
        </p>
      )}
    </div>
  );
}

const PATIENCE_MS = 2_500;

/** True once `value` has been true for a while. */
function useLasting(value: boolean, forMs: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!value) return;
    const timer = setTimeout(() => setLasting(true), forMs);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [value, forMs]);
  return value && lasting;
}

function subscribeOnline(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}
