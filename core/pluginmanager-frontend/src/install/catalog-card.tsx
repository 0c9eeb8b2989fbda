import type { CatalogEntry } from "@checkstack/pluginmanager-common";
import { Badge } from "@checkstack/ui";
import { Puzzle } from "lucide-react";

/** One thing of a catalog, in short. */
export function CatalogCard({ entry, onOpen }: { entry: CatalogEntry; onOpen(): void }) {
  const [screenshot] = entry.screenshots;
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex h-full w-full flex-col overflow-hidden rounded-lg border border-line bg-surface text-left shadow-lift hover:border-line-strong hover:bg-hover/60"
    >
      {screenshot && (
        <img
          src={screenshot.url}
          alt=""
          loading="lazy"
          className="aspect-video w-full border-b border-line bg-sunken object-cover object-top"
        />
      )}
      <span className="flex w-full flex-1 flex-col gap-1 p-4 text-sm">
        <span className="flex items-center gap-2">
          {!screenshot && (
            <span className="flex size-7 shrink-0 items-center justify-center rounded-md border border-line bg-sunken text-text-muted">
              <Puzzle aria-hidden className="size-4" />
            </span>
          )}
          <span className="min-w-0 font-medium wrap-anywhere text-text">{entry.displayName}</span>
        </span>
        <span className="line-clamp-3 wrap-anywhere text-text-muted">{entry.description}</span>
        <span className="mt-auto flex flex-wrap items-center gap-1.5 pt-2">
          <InstalledBadge entry={entry} />
          {entry.categories.map((category) => (
            <Badge key={category}>{category}</Badge>
          ))}
          <span className="text-xs text-text-muted">{entry.publisher.name}</span>
        </span>
      </span>
    </button>
  );
}

/** Says when there is nothing to install. */
export function InstalledBadge({ entry: { builtIn, installed } }: { entry: CatalogEntry }) {
  if (builtIn) return <Badge tone="accent">Part of Checkstack</Badge>;
  return installed !== undefined && <Badge tone="healthy">Installed {installed}</Badge>;
}
