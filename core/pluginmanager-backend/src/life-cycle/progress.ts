import type { EmitSignal, InstallEvent } from "@checkstack/backend-api";
import { operationProgress, type Action, type Progress, type Step } from "@checkstack/pluginmanager-common";

/** Tells browsers how an operation goes on. */
export interface OperationProgress {
  readonly operationId: string;
  /** A step that is taken here, before the installation itself begins. */
  step(step: Step, outcome: Progress["outcome"], detail: string): void;
  fetched(bytes: NonNullable<Progress["bytes"]>): void;
}

export function createProgress(options: {
  readonly emitSignal: EmitSignal;
  readonly action: Action;
  readonly operationId: string;
}): OperationProgress {
  const { emitSignal, action, operationId } = options;
  // Steps are told one by one, each its own subject; of the bytes, the last within a quarter of a second.
  const tell = (progress: Omit<Progress, "operationId" | "action">): void =>
    emitSignal(
      operationProgress,
      { ...progress, operationId, action },
      { subject: `${operationId}/${progress.step}/${progress.outcome}` },
    );
  return {
    operationId,
    step: (step, outcome, detail) => tell({ step, outcome, detail }),
    fetched: (bytes) => tell({ step: "fetch", outcome: "started", detail: "The package is being fetched.", bytes }),
  };
}

/** Tells browsers of a step that the core took. */
export function tellEvent(emitSignal: EmitSignal, event: InstallEvent): void {
  // Nobody waits for what happened by itself.
  if (event.action === "load" || event.action === "verify") return;
  const { operationId, action, name, version, step, outcome, detail } = event;
  emitSignal(
    operationProgress,
    { operationId, action, packageName: name, version, step, outcome, detail },
    { subject: `${operationId}/${step}/${outcome}` },
  );
}
