import type { PluginDetail } from "@checkstack/pluginmanager-common";
import { Card, EmptyState, ErrorState, SkeletonRows } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { SlidersHorizontal } from "lucide-react";
import { useManager } from "../shared/clients.ts";
import { SettingCard } from "./setting-card.tsx";

/** What people may change about a plugin. */
export function SettingsTab({ plugin: { id, displayName, state } }: { plugin: PluginDetail }) {
  const running = state === "ready";
  const { data, error, refetch } = useQuery(
    useManager().settings.list.queryOptions({ input: { id }, enabled: running }),
  );
  if (!running) {
    return (
      <Card>
        <EmptyState
          icon={SlidersHorizontal}
          title={`${displayName} is not running`}
          description="Only a running plugin knows its settings. What was set is kept."
        />
      </Card>
    );
  }
  if (!data) {
    return error ? (
      <ErrorState error={error} title="The settings could not be loaded" onRetry={() => void refetch()} />
    ) : (
      <Card>
        <SkeletonRows rows={4} />
      </Card>
    );
  }
  if (data.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={SlidersHorizontal}
          title="Nothing to set"
          description={`${displayName} has no settings of its own.`}
        />
      </Card>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      {data.map((setting) => (
        <SettingCard key={setting.key} pluginId={id} setting={setting} />
      ))}
    </div>
  );
}
