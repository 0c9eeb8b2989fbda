import * as z from "zod";

/** What identifies a run: there is at most one of them, whoever ran it. */
export interface RunKey {
  readonly scheduledAt: Date;
  readonly slot: number;
  readonly source: string;
}

/** The id of a run within its check. It is made of the key itself, so that a slot has the same id in every process. */
export const runIdOf = ({ scheduledAt, slot, source }: RunKey): string =>
  `${scheduledAt.getTime().toString(36)}-${slot.toString(36)}-${source}`;

/** The key behind an id; `undefined` for what is no id of a run. */
export function parseRunId(id: string): RunKey | undefined {
  const [, time = "", slot = "", source = ""] = RUN_ID.exec(id) ?? [];
  const key = { scheduledAt: new Date(Number.parseInt(time, 36)), slot: Number.parseInt(slot, 36), source };
  return Number.isNaN(key.scheduledAt.getTime()) || !Number.isSafeInteger(key.slot) ? undefined : key;
}

const RUN_ID = /^([0-9a-z]{1,9})-(-?[0-9a-z]{1,11})-(.{1,100})$/;

const checkId = z.uuid();

/** Says whether `id` can be a check's: what is no UUID would be an error of the database, not an unknown check. */
export const isCheckId = (id: string): boolean => checkId.safeParse(id).success;
