import { defineConfig } from "@checkstack/common";
import type { StrategyResult } from "@checkstack/healthcheck-common";
import { defineHealthCheckStrategy } from "@checkstack/healthcheck-node";
import type { Deadline } from "@example/deadlines-common";
import * as z from "zod";
import type { DeadlineJudge } from "./deadline-judge.ts";
import type { DeadlineStore } from "./deadline-store.ts";

const words = z.string().max(200).default("").meta({
  title: "Name contains",
  description: "The nearest deadline with these words in its name is looked at; without words, the nearest of all",
});

/** A check that fails when a deadline comes near. */
export const deadlineStrategy = ({ store, judge }: { store: DeadlineStore; judge: DeadlineJudge }) =>
  defineHealthCheckStrategy({
    id: "deadline",
    displayName: "Deadline",
    description: "Whether something is about to expire",
    category: "Planning",
    icon: "calendar-clock",
    config: defineConfig({ version: 1, schema: z.object({ words }) }),
    fields: [
      { id: "daysLeft", label: "days left", type: "number", unit: "days" },
      { id: "name", label: "name", type: "text" },
    ],
    timeoutMs: () => 5_000,
    async execute({ config }) {
      const begun = performance.now();
      const nearest = await store.nearest(config.words);
      const [deadline] = nearest ? await judge([nearest]) : [];
      return resultOf(deadline, performance.now() - begun);
    },
  });

/** What a check has found when this is the nearest deadline. */
export function resultOf(deadline: Deadline | undefined, latencyMs: number): StrategyResult {
  if (deadline === undefined) {
    return {
      outcome: "inconclusive",
      code: "NO_DEADLINE",
      reason: "There is no such deadline; add one, or change the words.",
    };
  }
  const { name, dueOn, daysLeft, urgency } = deadline;
  const found = { latencyMs, timings: {}, fields: { daysLeft, name } };
  if (urgency === "over") {
    return { outcome: "failed", code: "DEADLINE_OVER", reason: `${name} was due on ${dueOn}.`, ...found };
  }
  if (urgency === "urgent") {
    const reason = `${name} is due on ${dueOn}, in ${daysLeft} days.`;
    return { outcome: "failed", code: "DEADLINE_NEAR", severity: "degraded", reason, ...found };
  }
  return { outcome: "completed", ...found };
}
