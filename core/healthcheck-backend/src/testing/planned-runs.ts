import { finishedRun } from "./fixtures.ts";
import type { FinishedRun } from "../writer/finished-run.ts";

/** Two hours of runs for each check, in the order in which they are due, with trouble every now and then. */
export const plannedRuns = (checkIds: readonly string[]): FinishedRun[] =>
  Array.from({ length: 120 }, (_, minute) => minute).flatMap((minute) =>
    checkIds.map((id, i) => finishedRun(id, minute, { status: (minute + 3 * i) % 17 < 3 ? "unhealthy" : "healthy" })),
  );
