import { catalogChanged } from "@checkstack/catalog-common";
import { useSignal } from "@checkstack/frontend-api";
import { checksChanged, checkStatusSignal, type Check, type StatusChange } from "@checkstack/healthcheck-common";
import { useQueryClient } from "@tanstack/react-query";
import { useCatalog, useHealthcheck } from "../shared/clients.ts";
import { allChecksKey, allSystemStatuses } from "../shared/lists.ts";
import { useBatched } from "../shared/use-batched.ts";
import { patchCheck, patchSystems } from "./patch-status.ts";

/** Changes are drawn together: a thousand checks that fail at once are one drawing, not a thousand. */
const DRAW_EVERY_MS = 100;
/** What only the server knows is asked for at most this often. */
const ASK_EVERY_MS = 1_000;

/** Brings what every page shows of systems and checks up to date as it changes. Once, in the background. */
export function useLiveChecks(): void {
  const queryClient = useQueryClient();
  const healthcheck = useHealthcheck();
  const catalog = useCatalog();

  const refetch = useBatched<readonly unknown[]>((keys) => {
    const distinct = new Map(keys.map((key) => [JSON.stringify(key), key]));
    for (const queryKey of distinct.values()) void queryClient.invalidateQueries({ queryKey });
  }, ASK_EVERY_MS);

  const apply = useBatched<StatusChange>((changes) => {
    const { queryKey } = allSystemStatuses(healthcheck);
    const known = queryClient.getQueryData(queryKey);
    if (known) {
      const { systems, sure } = patchSystems(known, changes);
      queryClient.setQueryData(queryKey, systems);
      if (!sure) refetch(healthcheck.systems.key());
    }
    queryClient.setQueriesData<Check[]>({ queryKey: allChecksKey(healthcheck) }, (checks) =>
      checks?.map((check) => patchCheck(check, changes)),
    );
    for (const id of new Set(changes.map(({ checkId }) => checkId))) {
      const one = healthcheck.checks.get.queryKey({ input: { id } });
      queryClient.setQueryData(one, (check) => check && patchCheck(check, changes));
      refetch(healthcheck.checks.transitions.key({ input: { id } }));
    }
  }, DRAW_EVERY_MS);

  useSignal(checkStatusSignal, apply);
  useSignal(checksChanged, ({ ids }) => {
    for (const id of ids.slice(0, MOST_SINGLE)) refetch(healthcheck.checks.get.key({ input: { id } }));
    refetch(healthcheck.checks.list.key());
    refetch(healthcheck.systems.key());
  });
  useSignal(catalogChanged, ({ entity }) => {
    refetch(entity === "system" ? catalog.systems.list.key() : catalog[`${entity}s`].list.key());
  });
}

/** A bulk change names up to two thousand checks; more than these nobody has open. */
const MOST_SINGLE = 50;
