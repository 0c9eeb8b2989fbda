import { matchesSearch, usePageMeta } from "@checkstack/frontend-api";
import type { Plugin } from "@checkstack/pluginmanager-common";
import {
  Button,
  Card,
  CardHeader,
  EmptyState,
  ErrorState,
  ExportMenu,
  PageHeader,
  SearchInput,
  SkeletonRows,
} from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { PackagePlus, Puzzle, SearchX } from "lucide-react";
import { Link, useSearchParams } from "react-router";
import { RunningOperations } from "../operation/running-operations.tsx";
import { byUrgency, summarise } from "../shared/boot-report.ts";
import { useLivePlugins, useManager, useMayManagePlugins } from "../shared/clients.ts";
import { installPath } from "../shared/paths.ts";
import { SectionNav } from "../shared/section-nav.tsx";
import { TrustNotice } from "../shared/trust-notice.tsx";
import { exportColumns } from "./export-columns.ts";
import { PluginRow } from "./plugin-row.tsx";

/** What is installed, how it started, and what went wrong. */
export default function PluginsPage() {
  usePageMeta({ title: "Plugins" });
  useLivePlugins();
  const mayManage = useMayManagePlugins();
  const { data, error, refetch } = useQuery(useManager().plugins.list.queryOptions());
  return (
    <>
      <PageHeader
        title="Plugins"
        description="What Checkstack can do beyond its core. One that fails stops no other."
        actions={
          <>
            {data && <ExportMenu rows={data} columns={exportColumns} fileName="plugins" />}
            {mayManage && <InstallButton />}
          </>
        }
      />
      <SectionNav />
      {mayManage && <RunningOperations />}
      {data ? (
        <Plugins plugins={data} mayManage={mayManage} />
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

function Plugins({ plugins, mayManage }: { plugins: readonly Plugin[]; mayManage: boolean }) {
  const [parameters, setParameters] = useSearchParams();
  const text = parameters.get("q") ?? "";
  const search = (words: string) =>
    setParameters(words === "" ? {} : { q: words }, { replace: true, preventScrollReset: true });
  const shown = byUrgency(plugins).filter(({ id, displayName, description = "", packageName }) =>
    matchesSearch(text, [id, displayName, description, packageName]),
  );
  const installed = shown.filter((plugin) => plugin.installed);
  const builtIn = shown.filter((plugin) => !plugin.installed);
  const anyInstalled = plugins.some((plugin) => plugin.installed);
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="w-full sm:max-w-xs">
          <SearchInput label="Search plugins" placeholder="Search plugins" value={text} onChange={search} />
        </div>
        <p role="status" className="text-xs text-text-muted">
          {summarise(shown)}
        </p>
      </div>
      {shown.length === 0 && (
        <Card>
          <EmptyState
            icon={SearchX}
            title="No plugin matches"
            action={<Button onClick={() => search("")}>Show all</Button>}
          />
        </Card>
      )}
      {(installed.length > 0 || !anyInstalled) && shown.length > 0 && (
        <Card aria-label="Installed here">
          <CardHeader title="Installed here" description="What somebody added to this platform" />
          {installed.length > 0 ? (
            <PluginList label="Installed here" plugins={installed} />
          ) : (
            <EmptyState
              icon={Puzzle}
              title="Nothing was added yet"
              description="Plugins bring further kinds of checks, ways to be told, and pages. They start without a restart."
              action={mayManage && <InstallButton />}
            />
          )}
          <div className="border-t border-line px-4 py-2.5">
            <TrustNotice />
          </div>
        </Card>
      )}
      {builtIn.length > 0 && (
        <Card aria-label="Part of Checkstack">
          <CardHeader title="Part of Checkstack" description="What came with this version of the platform" />
          <PluginList label="Part of Checkstack" plugins={builtIn} />
        </Card>
      )}
    </div>
  );
}

const PluginList = ({ label, plugins }: { label: string; plugins: readonly Plugin[] }) => (
  <ul aria-label={label} className="divide-y divide-line">
    {plugins.map((plugin) => (
      <PluginRow key={plugin.id} plugin={plugin} />
    ))}
  </ul>
);

const InstallButton = () => (
  <Button asChild look="primary">
    <Link to={installPath}>
      <PackagePlus aria-hidden /> Install a plugin
    </Link>
  </Button>
);
