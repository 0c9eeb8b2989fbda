import type { PluginSetting, SettingRecord } from "@checkstack/pluginmanager-common";
import { Badge, Button, ConfirmDialog, Dialog, ErrorState, RelativeTime, SkeletonRows, toast } from "@checkstack/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { useManager } from "../shared/clients.ts";
import { changedPaths } from "./changed-paths.ts";

export interface SettingHistoryProps {
  pluginId: string;
  setting: PluginSetting;
  onClose(): void;
}

/** A configuration as it was, newest first, and the way back. */
export function SettingHistory({ pluginId, setting, onClose }: SettingHistoryProps) {
  const manager = useManager();
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState<SettingRecord>();
  const { data, error, refetch } = useQuery(
    manager.settings.history.queryOptions({ input: { id: pluginId, key: setting.key } }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`History of ${setting.title}`}
      description="Secrets are not shown; going back brings them back too."
    >
      {data ? (
        data.length === 0 ? (
          <p className="text-sm text-text-muted">It was never changed: it has its defaults.</p>
        ) : (
          <ol aria-label="History" className="flex flex-col divide-y divide-line">
            {data.map((record, index) => (
              <RecordRow
                key={record.id}
                record={record}
                before={data[index + 1]}
                current={index === 0}
                onRollback={() => setChosen(record)}
              />
            ))}
          </ol>
        )
      ) : error ? (
        <ErrorState error={error} title="The history could not be loaded" onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={3} />
      )}
      <ConfirmDialog
        open={chosen !== undefined}
        onOpenChange={(open) => !open && setChosen(undefined)}
        title="Bring this record back?"
        description="It becomes the present configuration, as a new record: nothing of the history is lost."
        confirmLabel="Bring it back"
        tone="normal"
        onConfirm={async () => {
          if (!chosen) return;
          await manager.settings.rollback.call({ id: pluginId, key: setting.key, recordId: chosen.id });
          await queryClient.invalidateQueries({ queryKey: manager.settings.key() });
          toast.success(`${setting.title} is as it was`);
        }}
      />
    </Dialog>
  );
}

interface RecordRowProps {
  record: SettingRecord;
  /** The one that this one replaced. */
  before: SettingRecord | undefined;
  current: boolean;
  onRollback(): void;
}

function RecordRow({ record, before, current, onRollback }: RecordRowProps) {
  const changes = before ? changedPaths(before.data, record.data) : undefined;
  return (
    <li className="flex flex-col gap-1.5 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <RelativeTime at={record.writtenAt} className="font-medium text-text" />
        {current && <Badge tone="accent">Now</Badge>}
        <span className="text-xs text-text-muted">version {record.version}</span>
        {record.migratedAt && (
          <span className="text-xs text-text-muted">migrated from version {record.originalVersion}</span>
        )}
        {!current && (
          <Button size="sm" className="ml-auto" onClick={onRollback}>
            <RotateCcw aria-hidden /> Bring it back
          </Button>
        )}
      </div>
      <p className="text-xs wrap-anywhere text-text-muted">
        {changes === undefined
          ? "The oldest record that is kept."
          : changes.length === 0
            ? "Nothing that is shown differs from the record before."
            : `Changed: ${changes.join(", ")}`}
      </p>
      <details className="text-xs">
        <summary className="cursor-pointer text-accent-text">Show it</summary>
        <pre className="mt-1.5 max-h-60 overflow-auto rounded-md border border-line bg-sunken p-2 font-mono whitespace-pre-wrap wrap-anywhere">
          {JSON.stringify(record.data, null, 2)}
        </pre>
      </details>
    </li>
  );
}
