import type { QueueProvider } from "@checkstack/backend-api";
import { AUTOMATIC } from "@checkstack/queue-common";
import type { ProviderList } from "./provider-list.ts";

/**
 * The engine that runs the queues of this process. Left to the platform, it is one of this process alone, where there is
 * one. An engine that was chosen and is not there has no stand-in: its jobs would wait, or run, in two places.
 */
export function chooseEngine(
  chosen: string,
  providers: Pick<ProviderList, "list" | "byId">,
): QueueProvider | undefined {
  if (chosen !== AUTOMATIC) return providers.byId(chosen);
  const all = providers.list();
  return all.findLast(({ reach }) => reach === "process") ?? all.at(-1);
}
