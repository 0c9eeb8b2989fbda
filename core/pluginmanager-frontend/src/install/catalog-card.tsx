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
      className="flex h-full w-full flex-col gap-2 rounded-lg border border-line bg-surface p-4 text-left text-sm shadow-lift hover:border-line-strong hover:bg-hover/60"
    >
      <span className="flex w-full items-start gap-3">
        {screenshot ? (
          <img
            src={screenshot.url}
            alt=""
            loading="lazy"
            className="aspect-video w-24 shrink-0 rounded-md border border-line bg-sunken object-cover object-top"
          />
        ) : (
          <span className="flex size-9 shrink-0 items-center justify-center rounded-md border border-line bg-sunken text-text-muted">
            <Puzzle aria-hidden className="size-4" />
          </span>
        )}
        <span className="min-w-0">
          <span className="block font-medium wrap-anywhere text-text">{entry.displayName}</span>
          <span className="block truncate text-xs text-text-muted">{entry.publisher.name}</span>
        </span>
      </span>
      <span className="line-clamp-3 wrap-anywhere text-text-muted">{entry.description}</span>
      <span className="mt-auto flex flex-wrap items-center gap-1.5 pt-1">
        <InstalledBadge entry={entry} />
        {entry.categories.map((category) => (
          <Badge key={category}>{category}</Badge>
        ))}
      </span>
    </button>
  );
}

/** Says when there is nothing to install. */
export function InstalledBadge({ entry: { builtIn, installed } }: { entry: CatalogEntry }) {
  if (builtIn) return <Badge tone="accent">Part of Checkstack</Badge>;
  return installed !== undefined && <Badge tone="healthy">Installed {installed}</Badge>;
}
