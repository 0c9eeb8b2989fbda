import type { EngineState } from "@checkstack/queue-common";
import { CircleAlert, LoaderCircle } from "lucide-react";

/** Tells what is wrong with the engine, or that jobs are on their way to it; nothing while all is well. */
export function EngineNotice({ engine }: { engine: EngineState }) {
  if (engine.problem !== null) {
    return (
      <div
        role="alert"
        className="mb-5 flex items-start gap-3 rounded-lg border border-unhealthy/40 bg-unhealthy-soft px-4 py-3 text-sm"
      >
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-unhealthy-text" />
        <div className="min-w-0">
          <p className="font-medium text-text">The queue engine does not work at the moment</p>
          <p className="wrap-anywhere text-text">{engine.problem}</p>
          <p className="text-text-muted">Jobs that were accepted are kept, and run as soon as it is back.</p>
        </div>
      </div>
    );
  }
  if (!engine.moving) return null;
  return (
    <p role="status" className="mb-5 flex items-center gap-2 text-sm text-text-muted">
      <LoaderCircle aria-hidden className="size-4 animate-spin motion-reduce:animate-none" />
      Jobs that wait are being handed over from the engine before.
    </p>
  );
}
