import type { Removal } from "@checkstack/pluginmanager-common";
import { ConfirmDialog, Dialog, ErrorState, RadioGroup, SkeletonRows } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useManager } from "../shared/clients.ts";
import { formatBytes } from "../shared/format-bytes.ts";
import { SubHeading } from "../shared/section.tsx";
import { NeededDialog } from "./needed-dialog.tsx";

export interface UninstallDialogProps {
  pluginId: string;
  onClose(): void;
  /** Called with what was typed and chosen. */
  onConfirm(answer: { confirm: string; keepData: boolean }): void;
}

/** Tells what goes, asks what becomes of the data, and wants the name typed. */
export function UninstallDialog({ pluginId, onClose, onConfirm }: UninstallDialogProps) {
  const { data, error, refetch } = useQuery(
    useManager().plugins.removal.queryOptions({ input: { id: pluginId }, staleTime: 0 }),
  );
  if (data && data.dependents.length > 0) {
    const title = `${nameOf(data)} cannot be uninstalled yet`;
    return <NeededDialog title={title} dependents={data.dependents} onClose={onClose} />;
  }
  if (data) return <Question removal={data} onClose={onClose} onConfirm={onConfirm} />;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Uninstall" size="sm">
      {error ? (
        <ErrorState error={error} title="What would go could not be found out" onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={3} />
      )}
    </Dialog>
  );
}

type Fate = "keep" | "delete";

interface QuestionProps extends Omit<UninstallDialogProps, "pluginId"> {
  removal: Removal;
}

/** The plugin, or the package when that has several. */
const nameOf = ({ packageName, plugins: [only, ...others] }: Removal): string =>
  only && others.length === 0 ? only.displayName : packageName;

function Question({ removal, onClose, onConfirm }: QuestionProps) {
  const { packageName, plugins, data } = removal;
  const [fate, setFate] = useState<Fate>("keep");
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Uninstall ${nameOf(removal)}?`}
      description={
        plugins.length > 1
          ? `All plugins of the package go: ${plugins.map(({ displayName }) => displayName).join(", ")}.`
          : "It stops at once, and its pages go in every open browser."
      }
      confirmLabel="Uninstall"
      typed={packageName}
      onConfirm={() => onConfirm({ confirm: packageName, keepData: fate === "keep" })}
    >
      {data.length > 0 && (
        <section aria-label="Its data">
          <SubHeading>Its data</SubHeading>
          <ul className="mb-2.5 max-h-32 overflow-y-auto text-xs text-text-muted">
            {data.map(({ pluginId, table, bytes }) => (
              <li key={`${pluginId} ${table}`} className="flex justify-between gap-3">
                <code className="font-mono wrap-anywhere">{table}</code>
                <span className="shrink-0 tabular-nums">{formatBytes(bytes)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <RadioGroup<Fate>
        label="What becomes of its data"
        value={fate}
        onValueChange={setFate}
        options={[
          {
            value: "keep",
            label: "Keep its data and settings",
            description: "They are there when it is installed again.",
          },
          {
            value: "delete",
            label: "Delete its data and settings",
            description: "For good: nothing brings them back.",
          },
        ]}
      />
    </ConfirmDialog>
  );
}
