import * as z from "zod";

const runsInARow = z.int().min(1).max(20);
const latencyLimit = z.number().positive().max(600_000).nullable().default(null);

/** When the runs of a check become its status, and when people hear of it; see `judgeRun` and `nextState`. */
export const checkPolicySchema = z.object({
  /** Failures in a row before the status gets worse. */
  failuresToAlert: runsInARow.default(2),
  /** Successes in a row before it gets better. */
  successesToRecover: runsInARow.default(1),
  /** A slower run is degraded. */
  degradedAfterMs: latencyLimit,
  /** A slower run is unhealthy. */
  unhealthyAfterMs: latencyLimit,
  /** So many changes of status within so many runs are told once, instead of one by one; null tells every change. */
  flapping: z
    .object({ changes: z.int().min(2).max(50).default(5), windowRuns: z.int().min(4).max(1000).default(30) })
    .nullable()
    .prefault({}),
});

/** The limits of latency alone: what a single run can be judged by. */
export const latencyLimitsSchema = checkPolicySchema.pick({ degradedAfterMs: true, unhealthyAfterMs: true });

export type CheckPolicy = z.infer<typeof checkPolicySchema>;
