import type { InstancePlugin, InstanceReport, Instances } from "@checkstack/backend-api";
import type { InstanceDirectory } from "./instance-directory.ts";
import type { HostedPlugin, InstanceRecord } from "./instance-record.ts";
import type { Load } from "./instance-store.ts";

/** The instances as plugins may see them. */
export function createInstanceReports(options: {
  readonly directory: Pick<InstanceDirectory, "others" | "onChange">;
  readonly own: () => InstanceRecord;
  readonly load: () => Load;
}): Instances {
  const { directory, own, load } = options;
  return {
    list() {
      const others = directory.others().map(({ record, load: theirs, isAlive, heartbeatAgeMs }) => ({
        ...reportOf(record, { load: theirs, heartbeatAgeMs }),
        ...(!isAlive && ({ state: "lost" } as const)),
      }));
      const byAge = others.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
      return [{ ...reportOf(own(), { load: load(), heartbeatAgeMs: 0 }), isThis: true }, ...byAge];
    },
    onChange: directory.onChange,
  };
}

const reportOf = (
  record: InstanceRecord,
  { load, heartbeatAgeMs }: Pick<InstanceReport, "load" | "heartbeatAgeMs">,
): InstanceReport => ({
  id: record.id,
  name: record.name,
  url: record.url,
  version: record.version,
  isThis: false,
  state: record.state,
  startedAt: new Date(record.startedAt),
  heartbeatAgeMs,
  load,
  plugins: record.plugins.map(pluginOf),
});

const pluginOf = ({
  pluginId,
  displayName,
  packageName,
  version,
  state,
  reason,
  isolated,
}: HostedPlugin): InstancePlugin => ({
  pluginId,
  displayName,
  packageName,
  version,
  state,
  ...(reason !== undefined && { reason }),
  isolated,
});
