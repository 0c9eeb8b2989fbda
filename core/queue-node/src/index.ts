export { createAlarm, type Alarm } from "./alarm.ts";
export { createConsumer, type Consumer, type JobHandler, type Outcome } from "./consumer.ts";
export { createDueHeap, type Due, type DueHeap } from "./due-heap.ts";
export { createManualTime, settled, type ManualTime } from "./manual-time.ts";
export { createRecurringJobs, type RecurringJobs, type Tick } from "./recurring-jobs.ts";
export { retryDelay } from "./retry-delay.ts";
export { createSchedule, type Schedule } from "./schedule.ts";
export { systemTimers, type Timers } from "./timers.ts";
export { createWaitingLine, type WaitingLine } from "./waiting-line.ts";
