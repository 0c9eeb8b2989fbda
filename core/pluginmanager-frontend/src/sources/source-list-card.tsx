import type { SourceSettings } from "@checkstack/pluginmanager-common";
import { Badge, Button, Card, CardHeader, ConfirmDialog, IconButton, toast } from "@checkstack/ui";
import { Lock, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { withoutSource } from "./change-sources.ts";
import { SourceDialog } from "./source-dialog.tsx";
import { addressOf, type SourceEntry, type SourceKind } from "./source-kinds.ts";
import { useSaveSources } from "./use-save-sources.ts";

/** The sources of one kind. */
export function SourceListCard({ kind, settings }: { kind: SourceKind; settings: SourceSettings }) {
  const [edited, setEdited] = useState<SourceEntry | "new">();
  const [doomed, setDoomed] = useState<SourceEntry>();
  const save = useSaveSources();
  const entries: readonly SourceEntry[] = settings[kind.list];
  return (
    <Card aria-label={kind.title}>
      <CardHeader
        title={kind.title}
        description={kind.description}
        actions={
          <Button size="sm" onClick={() => setEdited("new")}>
            <Plus aria-hidden /> Add a {kind.noun}
          </Button>
        }
      />
      {entries.length === 0 ? (
        <p className="p-4 text-sm text-text-muted">None. Nothing is fetched from here.</p>
      ) : (
        <ul aria-label={kind.title} className="divide-y divide-line">
          {entries.map((entry) => (
            <SourceRow
              key={entry.id}
              kind={kind}
              entry={entry}
              onEdit={() => setEdited(entry)}
              onRemove={() => setDoomed(entry)}
            />
          ))}
        </ul>
      )}
      {edited && (
        <SourceDialog
          kind={kind}
          settings={settings}
          entry={edited === "new" ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      <ConfirmDialog
        open={doomed !== undefined}
        onOpenChange={(open) => !open && setDoomed(undefined)}
        title={`Remove the ${kind.noun} “${doomed?.name ?? ""}”?`}
        description="Nothing is fetched from there any more, and its token is forgotten. What was installed from it stays."
        confirmLabel="Remove"
        onConfirm={async () => {
          if (!doomed) return;
          await save(withoutSource(settings, kind.list, doomed.id));
          toast.success(`${doomed.name} is removed`);
        }}
      />
    </Card>
  );
}

interface SourceRowProps {
  kind: SourceKind;
  entry: SourceEntry;
  onEdit(): void;
  onRemove(): void;
}

const SourceRow = ({ kind: { icon: Icon }, entry, onEdit, onRemove }: SourceRowProps) => (
  <li className="flex items-center gap-3 px-4 py-2.5 text-sm">
    <Icon aria-hidden className="size-4 shrink-0 text-text-muted" />
    <div className="min-w-0 flex-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium text-text">{entry.name}</span>
        <code className="font-mono text-xs text-text-muted">{entry.id}</code>
        {entry.token !== undefined && (
          <Badge>
            <Lock aria-hidden /> Token
          </Badge>
        )}
        {"scopes" in entry && entry.scopes.map((scope) => <Badge key={scope}>{scope}</Badge>)}
      </p>
      <p className="text-xs wrap-anywhere text-text-muted">{addressOf(entry)}</p>
    </div>
    <IconButton label={`Edit ${entry.name}`} onClick={onEdit}>
      <Pencil aria-hidden />
    </IconButton>
    <IconButton label={`Remove ${entry.name}`} onClick={onRemove}>
      <Trash2 aria-hidden />
    </IconButton>
  </li>
);
