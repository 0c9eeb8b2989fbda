import { usePageMeta } from "@checkstack/frontend-api";
import { Card, PageHeader, Select } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { RunningOperations } from "../operation/running-operations.tsx";
import { useLivePlugins, useManager, useMayManagePlugins } from "../shared/clients.ts";
import { pluginsPath } from "../shared/paths.ts";
import { SectionNav } from "../shared/section-nav.tsx";
import { EventsList } from "./events-list.tsx";

const CRUMBS = [{ title: "Plugins", path: pluginsPath }];

/** What was installed, changed and removed. */
export default function EventsPage() {
  usePageMeta({ title: "Events of plugins", crumbs: CRUMBS });
  useLivePlugins();
  const mayManage = useMayManagePlugins();
  const [parameters, setParameters] = useSearchParams();
  const chosen = parameters.get("package") ?? undefined;
  return (
    <>
      <PageHeader
        title="Events of plugins"
        description="What was installed, changed and removed, by whom, and what came of it."
      />
      <SectionNav />
      {mayManage && <RunningOperations />}
      <div className="mb-3 sm:max-w-xs">
        <PackageFilter
          chosen={chosen}
          onChange={(name) => setParameters(name === undefined ? {} : { package: name }, { replace: true })}
        />
      </div>
      <Card aria-label="Events of plugins">
        <EventsList packageName={chosen} />
      </Card>
    </>
  );
}

const ALL = "*";

/** Narrows the events to one package: an installed one, or the one that the address names. */
function PackageFilter({ chosen, onChange }: { chosen: string | undefined; onChange(name: string | undefined): void }) {
  const { data = [] } = useQuery(useManager().plugins.list.queryOptions());
  const names = new Set(data.flatMap(({ installed }) => (installed ? [installed.name] : [])));
  if (chosen !== undefined) names.add(chosen);
  return (
    <Select
      label="Package"
      value={chosen ?? ALL}
      onValueChange={(name) => onChange(name === ALL ? undefined : name)}
      options={[
        { value: ALL, label: "All packages" },
        ...[...names].toSorted().map((name) => ({ value: name, label: name })),
      ]}
    />
  );
}
