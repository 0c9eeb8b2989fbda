import type { KeptVersion, PluginDetail } from "@checkstack/pluginmanager-common";
import { Badge, Button, Card, CardHeader, ConfirmDialog, RelativeTime } from "@checkstack/ui";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import type { OperationControl } from "../operation/use-operation.ts";
import { useManager, useMayManagePlugins } from "../shared/clients.ts";
import { Hash } from "../shared/section.tsx";

/** The versions that are kept, and the way back to each. */
export function VersionsTab({ plugin, operation }: { plugin: PluginDetail; operation: OperationControl }) {
  const { id, displayName, versions } = plugin;
  const [chosen, setChosen] = useState<string>();
  const manager = useManager();
  const mayManage = useMayManagePlugins();
  return (
    <Card>
      <CardHeader
        title="Versions"
        description="The last three that were installed are kept, so that going back needs no other server"
      />
      <ul aria-label="Versions" className="divide-y divide-line">
        {versions.map((version) => (
          <VersionRow
            key={version.version}
            kept={version}
            onRollback={mayManage && !version.current ? () => setChosen(version.version) : undefined}
          />
        ))}
      </ul>
      <ConfirmDialog
        open={chosen !== undefined}
        onOpenChange={(open) => !open && setChosen(undefined)}
        title={`Roll ${displayName} back to ${chosen ?? ""}?`}
        description="The old version starts beside the present one and takes over when it runs. Settings that the old version cannot read go back to what they were before the upgrade. Its data stays as it is."
        confirmLabel="Roll back"
        tone="normal"
        onConfirm={() => {
          if (chosen === undefined) return;
          void operation.start("rollback", (operationId) =>
            manager.plugins.rollback.call({ id, version: chosen, operationId }),
          );
        }}
      />
    </Card>
  );
}

const VersionRow = ({ kept, onRollback }: { kept: KeptVersion; onRollback: (() => void) | undefined }) => (
  <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm">
    <span className="font-medium text-text tabular-nums">{kept.version}</span>
    {kept.current && <Badge tone="accent">Now</Badge>}
    <span className="text-text-muted">
      installed <RelativeTime at={kept.installedAt} />
    </span>
    <span className="text-text-muted max-sm:hidden">
      <Hash value={kept.sha256} label={`Copy the SHA-256 of ${kept.version}`} />
    </span>
    {onRollback && (
      <Button size="sm" className="ml-auto" aria-label={`Roll back to ${kept.version}`} onClick={onRollback}>
        <RotateCcw aria-hidden /> Roll back
      </Button>
    )}
  </li>
);
