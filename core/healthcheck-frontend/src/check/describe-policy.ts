import type { CheckPolicy } from "@checkstack/healthcheck-common";
import { formatDuration } from "@checkstack/ui";
import { describeInterval } from "../shared/interval.ts";

/** When people hear of it: `Alerts after 2 failures in a row, about 1 minute.` */
export function describeAlert({ failuresToAlert }: CheckPolicy, intervalSeconds: number): string {
  if (failuresToAlert === 1) return "Alerts at the first failure.";
  return `Alerts after ${failuresToAlert} failures in a row, ${about(failuresToAlert, intervalSeconds)}.`;
}

/** The whole policy, a sentence each. */
export function describePolicy(policy: CheckPolicy, intervalSeconds: number): string[] {
  const { successesToRecover, degradedAfterMs, unhealthyAfterMs, flapping } = policy;
  return [
    describeAlert(policy, intervalSeconds),
    successesToRecover === 1
      ? "Recovers at the first success."
      : `Recovers after ${successesToRecover} successes in a row, ${about(successesToRecover, intervalSeconds)}.`,
    ...(degradedAfterMs === null ? [] : [`Slower than ${formatDuration(degradedAfterMs)} is degraded.`]),
    ...(unhealthyAfterMs === null ? [] : [`Slower than ${formatDuration(unhealthyAfterMs)} is unhealthy.`]),
    flapping === null
      ? "Every change of status is told, however often it happens."
      : `${flapping.changes} changes of status within ${flapping.windowRuns} runs are told once, as flapping.`,
  ];
}

/** From the first of the runs to the last. */
const about = (runs: number, intervalSeconds: number): string =>
  `about ${describeInterval((runs - 1) * intervalSeconds)}`;
