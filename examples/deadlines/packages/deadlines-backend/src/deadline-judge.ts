import type { Clock, ConfigStore } from "@checkstack/backend-api";
import type { Deadline } from "@example/deadlines-common";
import { daysLeft } from "./days-left.ts";
import type { StoredDeadline } from "./deadline-store.ts";
import { settingsConfig } from "./settings.ts";
import { urgencyOf } from "./urgency.ts";

/** Says of stored deadlines how near they are, by the settings as they are now. */
export type DeadlineJudge = (deadlines: readonly StoredDeadline[]) => Promise<Deadline[]>;

export function createDeadlineJudge({ clock, config }: { clock: Clock; config: ConfigStore }): DeadlineJudge {
  return async (deadlines) => {
    const settings = await config.read("settings", settingsConfig);
    return deadlines.map((deadline) => {
      const days = daysLeft(deadline.dueOn, clock.now());
      return { ...deadline, daysLeft: days, urgency: urgencyOf(days, settings) };
    });
  };
}
