import { usePageMeta } from "@checkstack/frontend-api";
import type { PluginDetail } from "@checkstack/pluginmanager-common";
import { Card, ErrorState, PageHeader, SkeletonRows, Tabs, type Tab } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearchParams } from "react-router";
import { EventsList } from "../events/events-list.tsx";
import { useLivePlugins, useManager, useMayConfigurePlugins, useMayManagePlugins } from "../shared/clients.ts";
import { pluginsPath } from "../shared/paths.ts";
import { PlaceBadge, placeOf } from "../shared/place.tsx";
import { StateBadge } from "../shared/state-badge.tsx";
import { Overview } from "./overview.tsx";
import { PluginActions } from "./plugin-actions.tsx";
import { SettingsTab } from "./settings-tab.tsx";
import { VersionsTab } from "./versions-tab.tsx";

const CRUMBS = [{ title: "Plugins", path: pluginsPath }];

/** One plugin: how it is, what it may do, its settings, its versions, and what was done with it. */
export default function PluginPage() {
  const { pluginId = "" } = useParams();
  const { data, error, refetch } = useQuery(useManager().plugins.get.queryOptions({ input: { id: pluginId } }));
  usePageMeta({ title: data?.displayName ?? "Plugin", crumbs: CRUMBS });
  useLivePlugins();
  if (data) return <PluginView plugin={data} />;
  if (error) {
    return (
      <>
        <PageHeader title="Plugin" />
        <ErrorState error={error} title="The plugin could not be loaded" onRetry={() => void refetch()} />
      </>
    );
  }
  return (
    <Card>
      <h1 className="sr-only">Plugin</h1>
      <SkeletonRows rows={8} />
    </Card>
  );
}

type TabName = "overview" | "settings" | "versions" | "events";

function PluginView({ plugin }: { plugin: PluginDetail }) {
  const [parameters, setParameters] = useSearchParams();
  const mayManage = useMayManagePlugins();
  const mayConfigure = useMayConfigurePlugins();
  const { displayName, version, state, description, installed } = plugin;
  const tabs: Tab<TabName>[] = [
    { value: "overview", label: "Overview", content: <Overview plugin={plugin} /> },
    ...(mayConfigure
      ? [{ value: "settings" as const, label: "Settings", content: <SettingsTab plugin={plugin} /> }]
      : []),
    ...(installed
      ? [
          { value: "versions" as const, label: "Versions", content: <VersionsTab plugin={plugin} /> },
          {
            value: "events" as const,
            label: "Events",
            content: (
              <Card>
                <EventsList packageName={installed.name} />
              </Card>
            ),
          },
        ]
      : []),
  ];
  const asked = parameters.get("tab");
  return (
    <>
      <PageHeader
        title={displayName}
        aside={
          <span className="flex flex-wrap items-center gap-2 text-sm text-text-muted">
            {version}
            <StateBadge state={state} />
            <PlaceBadge place={placeOf(plugin)} />
          </span>
        }
        description={description}
        actions={mayManage && installed && <PluginActions plugin={plugin} installed={installed} />}
      />
      <Tabs
        label={`About ${displayName}`}
        tabs={tabs}
        value={tabs.find(({ value }) => value === asked)?.value ?? "overview"}
        onValueChange={(tab) => setParameters(tab === "overview" ? {} : { tab }, { preventScrollReset: true })}
      />
    </>
  );
}
