import { useSignal } from "@checkstack/frontend-api";
import { operationProgress, type Action, type Operation } from "@checkstack/pluginmanager-common";
import { useState } from "react";
import { useRefreshPlugins } from "../shared/clients.ts";
import { isAnswered } from "./failure-words.ts";
import { ended, follow, stepsOf, withoutReasons, type FollowedStep } from "./follow.ts";
import { newOperationId } from "./operation-id.ts";

/** An operation that this page began, from the click to its end. */
export type OperationState =
  | { readonly phase: "idle" }
  | (Begun & { readonly phase: "running" })
  | (Begun & { readonly phase: "failed"; readonly error: unknown })
  | (Begun & { readonly phase: "succeeded"; readonly result: Operation });

interface Begun {
  readonly id: string;
  readonly action: Action;
  readonly steps: readonly FollowedStep[];
}

export interface OperationControl {
  readonly state: OperationState;
  /** Begins it; `call` gets the id by which the server tells of its progress. Never rejects. */
  start(action: Action, call: (operationId: string) => Promise<Operation>): Promise<void>;
  /** Forgets what became of it. */
  reset(): void;
}

/** Begins operations on plugins and follows them, one at a time. */
export function useOperation(): OperationControl {
  const [state, setState] = useState<OperationState>({ phase: "idle" });
  const refresh = useRefreshPlugins();
  useSignal(operationProgress, (news) =>
    setState((current) =>
      current.phase === "running" && current.id === news.operationId
        ? { ...current, action: news.action, steps: follow(current.steps, news) }
        : current,
    ),
  );
  return {
    state,
    async start(action, call) {
      const id = newOperationId();
      setState({ phase: "running", id, action, steps: stepsOf(action) });
      const end = (become: (begun: Begun) => OperationState) =>
        setState((current) => (current.phase === "running" && current.id === id ? become(current) : current));
      try {
        const result = await call(id);
        end((begun) => ({ ...begun, phase: "succeeded", steps: ended(begun.steps, "succeeded"), result }));
      } catch (error) {
        end((begun) => {
          const steps = ended(begun.steps, "failed");
          return { ...begun, phase: "failed", steps: isAnswered(error) ? withoutReasons(steps) : steps, error };
        });
      }
      refresh();
    },
    reset: () => setState({ phase: "idle" }),
  };
}
