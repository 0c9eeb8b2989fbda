import type { InstallEvent } from "@checkstack/pluginmanager-common";
import { stepWords } from "../operation/operation-words.ts";

/** `Install: start it`, and `Install` for the end of it. A later version of the platform may tell of actions and steps that this page does not know. */
export function eventTitle({ action, step }: Pick<InstallEvent, "action" | "step">): string {
  const title = `${action.charAt(0).toUpperCase()}${action.slice(1)}`;
  if (step === "done") return title;
  const known: Readonly<Record<string, string>> = stepWords;
  const words = known[step] ?? step;
  return `${title}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
