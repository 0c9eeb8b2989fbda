import { usePageMeta, usePluginClient, useSignal } from "@checkstack/frontend-api";
import { pluginmanagerContract, pluginsChanged } from "@checkstack/pluginmanager-common";
import { Card, ErrorState, ExportMenu, PageHeader, SkeletonRows } from "@checkstack/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Info } from "lucide-react";
import { byUrgency, summarise } from "./boot-report.ts";
import { exportColumns } from "./export-columns.ts";
import { PluginRow } from "./plugin-row.tsx";

/** What is installed, how it started, and what went wrong. */
export default function PluginsPage() {
  usePageMeta({ title: "Plugins" });
  const manager = usePluginClient(pluginmanagerContract);
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(manager.plugins.list.queryOptions());
  useSignal(pluginsChanged, () => void queryClient.invalidateQueries({ queryKey: manager.plugins.key() }));
  return (
    <>
      <PageHeader
        title="Plugins"
        description="What Checkstack can do beyond its core. One that fails stops no other."
        actions={data && <ExportMenu rows={data} columns={exportColumns} fileName="plugins" />}
      />
      <p className="mb-5 flex items-start gap-2 text-sm text-text-muted">
        <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
        Installing a plugin lets its author run code on this server, with everything that the server may do. Install
        only what you trust.
      </p>
      {data ? (
        <Card>
          <p role="status" className="border-b border-line px-4 py-2.5 text-xs text-text-muted">
            {summarise(data)}
          </p>
          <ul aria-label="Plugins" className="divide-y divide-line">
            {byUrgency(data).map((plugin) => (
              <PluginRow key={plugin.id} plugin={plugin} />
            ))}
          </ul>
        </Card>
      ) : error ? (
        <ErrorState title="The plugins could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <Card>
          <SkeletonRows rows={8} />
        </Card>
      )}
    </>
  );
}
