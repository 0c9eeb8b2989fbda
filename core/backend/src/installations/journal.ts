import type { Clock, InstallEvent, InstallStep, OperationResult } from "@checkstack/backend-api";
import type { InstallationStore } from "./installation-store.ts";

/** Writes down what is done to packages, step by step, and tells whoever listens. */
export interface Journal {
  begin(subject: OperationSubject): Operation;
  onEvent(listener: (event: InstallEvent) => void): Disposable;
}

export type OperationSubject = Pick<InstallEvent, "action" | "name" | "version" | "pluginIds" | "actor"> & {
  readonly operationId?: string | undefined;
};

/** One operation on one package. */
export interface Operation {
  readonly id: string;
  note(step: InstallStep, outcome: InstallEvent["outcome"], detail: string): Promise<void>;
  /** An event that somebody else writes, and then has `told`. */
  event(step: InstallStep, outcome: InstallEvent["outcome"], detail: string): InstallEvent;
  told(event: InstallEvent): OperationResult;
}

export function createJournal(options: {
  store: Pick<InstallationStore, "addEvent">;
  clock: Clock;
  onError: (error: unknown) => void;
}): Journal {
  const listeners = new Set<(event: InstallEvent) => void>();

  function tell(event: InstallEvent): void {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        options.onError(error);
      }
    }
  }

  return {
    begin({ operationId = Bun.randomUUIDv7(), ...subject }) {
      const event: Operation["event"] = (step, outcome, detail) => ({
        id: Bun.randomUUIDv7(),
        operationId,
        at: new Date(options.clock.now()),
        ...subject,
        step,
        outcome,
        detail,
      });
      return {
        id: operationId,
        event,
        async note(step, outcome, detail) {
          const made = event(step, outcome, detail);
          await options.store.addEvent(made);
          tell(made);
        },
        told(made) {
          tell(made);
          const { name, version, pluginIds, detail } = made;
          return { operationId, name, version, pluginIds, detail };
        },
      };
    },
    onEvent(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
  };
}
