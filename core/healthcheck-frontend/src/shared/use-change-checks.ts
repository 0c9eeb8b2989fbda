import { plural } from "@checkstack/frontend-api";
import type { Check } from "@checkstack/healthcheck-common";
import { toast } from "@checkstack/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useHealthcheck } from "./clients.ts";

type Named = Pick<Check, "id" | "name" | "paused">;
type Action = "pause" | "resume" | "delete";

export interface ChangeChecks {
  /** Those that run stop; a toast offers to undo it. */
  pause(checks: readonly Named[]): void;
  /** Those that are paused go on; a toast offers to undo it. */
  resume(checks: readonly Named[]): void;
  /** Cannot be undone: ask before. Rejects when it fails. */
  remove(checks: readonly Named[]): Promise<void>;
  readonly pending: boolean;
}

/** Pauses, resumes and deletes checks, one or many. */
export function useChangeChecks(): ChangeChecks {
  const healthcheck = useHealthcheck();
  const queryClient = useQueryClient();
  const { mutateAsync, isPending } = useMutation(
    healthcheck.checks.bulk.mutationOptions({
      async onSuccess(_, { ids, action }) {
        if (action === "delete") forget(ids);
        const changed = [healthcheck.checks.list.key(), healthcheck.systems.key()];
        const single = ids.map((id) => healthcheck.checks.get.key({ input: { id } }));
        await Promise.all([...changed, ...single].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
      },
    }),
  );

  /** What is gone must not be asked for again. */
  const forget = (ids: readonly string[]) => {
    for (const id of ids) queryClient.removeQueries({ queryKey: healthcheck.checks.get.key({ input: { id } }) });
  };

  const turn = async (checks: readonly Named[], action: "pause" | "resume", offerUndo: boolean): Promise<void> => {
    const affected = checks.filter(({ paused }) => paused === (action === "resume"));
    if (affected.length === 0) return toast.info(`Nothing to ${action}.`);
    try {
      await change(affected, action);
      const turned = affected.map((check) => ({ ...check, paused: action === "pause" }));
      const undo = () => void turn(turned, action === "pause" ? "resume" : "pause", false);
      toast.success(sentence(affected, action), offerUndo ? { action: { label: "Undo", onClick: undo } } : {});
    } catch (error) {
      toast.error(`${nameOf(affected)} could not be ${PARTICIPLE[action]}`, error);
    }
  };

  const change = async (checks: readonly Named[], action: Action): Promise<void> => {
    await mutateAsync({ ids: checks.map(({ id }) => id), action });
  };

  return {
    pause: (checks) => void turn(checks, "pause", true),
    resume: (checks) => void turn(checks, "resume", true),
    async remove(checks) {
      await change(checks, "delete");
      toast.success(sentence(checks, "delete"));
    },
    pending: isPending,
  };
}

const PARTICIPLE: Readonly<Record<Action, string>> = { pause: "paused", resume: "resumed", delete: "deleted" };

const sentence = (checks: readonly Named[], action: Action): string => `${nameOf(checks)} ${PARTICIPLE[action]}.`;

const nameOf = (checks: readonly Named[]): string =>
  checks.length === 1 && checks[0] ? `"${checks[0].name}"` : plural(checks.length, "check");
