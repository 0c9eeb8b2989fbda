import type { System } from "@checkstack/catalog-common";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { useCatalog, useHealthcheck, type CatalogClient } from "../shared/clients.ts";
import { checkPath } from "../shared/paths.ts";
import type { Target } from "./target-of.ts";

const INTERVAL_SECONDS = 60;

/** From an address to its check: a system named after the host, an HTTP check on it, and over to its page. */
export function useFirstCheck() {
  const catalog = useCatalog();
  const healthcheck = useHealthcheck();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    async mutationFn({ url, host }: Target) {
      // Where it goes next is fetched meanwhile.
      void import("../check/check-page.tsx");
      const { system, created } = await systemNamed(catalog, host);
      try {
        return await healthcheck.checks.create.call({
          name: host,
          systemId: system.id,
          strategy: "http",
          config: { url },
          intervalSeconds: INTERVAL_SECONDS,
        });
      } catch (error) {
        // Nobody asked for a system without its check. That this fails too changes nothing about the reason.
        if (created) await catalog.systems.delete.call({ id: system.id }).catch(() => undefined);
        throw error;
      }
    },
    async onSuccess(check) {
      const { queryKey } = healthcheck.checks.get.queryOptions({ input: { id: check.id } });
      // Its first run may have ended meanwhile: good enough to begin with, and asked for again at once.
      queryClient.setQueryData(queryKey, check, { updatedAt: 0 });
      void queryClient.invalidateQueries({ queryKey: catalog.key() });
      void queryClient.invalidateQueries({ queryKey: healthcheck.systems.key() });
      await navigate(checkPath(check.id));
    },
  });
}

/** The system of that name; made when there is none. */
async function systemNamed(catalog: CatalogClient, name: string): Promise<{ system: System; created: boolean }> {
  try {
    return { system: await catalog.systems.create.call({ name }), created: true };
  } catch (error) {
    const { items } = await catalog.systems.list.call({ search: name });
    const known = items.find((system) => system.name.toLowerCase() === name.toLowerCase());
    if (!known) throw error;
    return { system: known, created: false };
  }
}
