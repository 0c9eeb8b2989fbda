import { usePageMeta } from "@checkstack/frontend-api";
import type { PluginDetail } from "@checkstack/pluginmanager-common";
import {
  Button,
  Card,
  describeError,
  EmptyState,
  ErrorState,
  PageHeader,
  SkeletonRows,
  Tabs,
  type Tab,
} from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { Puzzle } from "lucide-react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { EventsList } from "../events/events-list.tsx";
import { OperationDialog } from "../operation/operation-dialog.tsx";
import { useOperation, type OperationControl, type OperationState } from "../operation/use-operation.ts";
import { useLivePlugins, useManager, useMayConfigurePlugins, useMayManagePlugins } from "../shared/clients.ts";
import { eventsPath, pluginsPath } from "../shared/paths.ts";
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
  const operation = useOperation();
  const leaving = isLeaving(operation.state);
  const { data, error, refetch } = useQuery(
    // What is being uninstalled here is not asked for: the answer would be that it does not exist.
    useManager().plugins.get.queryOptions({ input: { id: pluginId }, enabled: !leaving }),
  );
  usePageMeta({ title: data?.displayName ?? "Plugin", crumbs: CRUMBS });
  useLivePlugins();
  const navigate = useNavigate();
  const gone = error !== null && describeError(error).code === "PLUGIN_NOT_FOUND";
  return (
    <>
      {gone ? (
        <GonePage pluginId={pluginId} />
      ) : data ? (
        <PluginView plugin={data} operation={operation} />
      ) : error ? (
        <>
          <PageHeader title="Plugin" />
          <ErrorState error={error} title="The plugin could not be loaded" onRetry={() => void refetch()} />
        </>
      ) : (
        <Card>
          <h1 className="sr-only">Plugin</h1>
          <SkeletonRows rows={8} />
        </Card>
      )}
      {/* Outlives the plugin that is being uninstalled. */}
      <OperationDialog
        operation={operation}
        subject={data?.displayName ?? pluginId}
        onClose={() => {
          if (leaving && operation.state.phase === "succeeded") void navigate(pluginsPath);
          else operation.reset();
        }}
      />
    </>
  );
}

const isLeaving = (state: OperationState): boolean =>
  state.phase !== "idle" && state.phase !== "failed" && state.action === "uninstall";

const GonePage = ({ pluginId }: { pluginId: string }) => (
  <>
    <PageHeader title="Plugin" />
    <Card>
      <EmptyState
        icon={Puzzle}
        title={`No plugin "${pluginId}" is installed`}
        description="It may have been uninstalled. The events tell when, and by whom."
        action={
          <>
            <Button asChild>
              <Link to={eventsPath}>Events</Link>
            </Button>
            <Button asChild look="primary">
              <Link to={pluginsPath}>All plugins</Link>
            </Button>
          </>
        }
      />
    </Card>
  </>
);

type TabName = "overview" | "settings" | "versions" | "events";

function PluginView({ plugin, operation }: { plugin: PluginDetail; operation: OperationControl }) {
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
          {
            value: "versions" as const,
            label: "Versions",
            content: <VersionsTab plugin={plugin} operation={operation} />,
          },
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
        actions={
          mayManage && installed && <PluginActions plugin={plugin} installed={installed} operation={operation} />
        }
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
