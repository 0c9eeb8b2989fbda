import type { CatalogEntry, PluginSource } from "@checkstack/pluginmanager-common";
import { Badge, Button, Dialog, Field, RelativeTime, Select } from "@checkstack/ui";
import { CircleAlert } from "lucide-react";
import { useState } from "react";
import { Detail, Details, ForeignLink } from "../shared/section.tsx";
import { InstalledBadge } from "./catalog-card.tsx";

export interface CatalogEntryDialogProps {
  entry: CatalogEntry;
  onClose(): void;
  onChoose(source: PluginSource): void;
}

/** One thing of a catalog: its pictures, who publishes it, and its versions. */
export function CatalogEntryDialog({ entry, onClose, onChoose }: CatalogEntryDialogProps) {
  const newestThatFits = entry.versions.find(({ compatible }) => compatible);
  const [chosen, setChosen] = useState((newestThatFits ?? entry.versions[0])?.version);
  const version = entry.versions.find((each) => each.version === chosen);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={entry.displayName}
      description={entry.description}
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          {version && (
            <Button
              look="primary"
              disabled={!version.compatible}
              onClick={() =>
                onChoose({
                  type: "catalog",
                  package: entry.package,
                  version: version.version,
                  catalog: entry.catalog,
                })
              }
            >
              See what it is
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap gap-1.5">
          <InstalledBadge entry={entry} />
          {entry.categories.map((category) => (
            <Badge key={category}>{category}</Badge>
          ))}
        </div>
        {entry.screenshots.length > 0 && (
          <ul aria-label="Pictures" className="flex snap-x gap-3 overflow-x-auto">
            {entry.screenshots.map(({ url, alt }) => (
              <li key={url} className="w-10/12 shrink-0 snap-start">
                <img src={url} alt={alt} className="w-full rounded-md border border-line" />
              </li>
            ))}
          </ul>
        )}
        <Details>
          <Detail term="Package">
            <code className="font-mono text-xs">{entry.package}</code>
          </Detail>
          <Detail term="Publisher">
            {entry.publisher.name}
            {entry.publisher.keyId !== undefined && (
              <code className="ml-2 font-mono text-xs text-text-muted">key {entry.publisher.keyId}</code>
            )}
          </Detail>
          <Detail term="Licence">{entry.license}</Detail>
          <Detail term="Home page">{entry.homepage !== undefined && <ForeignLink href={entry.homepage} />}</Detail>
          <Detail term="Catalog">{entry.catalog}</Detail>
          <Detail term="Published">{version?.publishedAt && <RelativeTime at={version.publishedAt} />}</Detail>
        </Details>
        {entry.versions.length > 0 && chosen !== undefined && (
          <Field label="Version" className="sm:max-w-xs">
            <Select
              value={chosen}
              onValueChange={setChosen}
              options={entry.versions.map(({ version: value, compatible }) => ({
                value,
                label: compatible ? value : `${value}, does not fit`,
              }))}
            />
          </Field>
        )}
        {version && !version.compatible && (
          <p className="flex items-start gap-2 text-sm text-text">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-unhealthy-text" />
            {version.reason ?? "It does not fit this version of Checkstack."}
          </p>
        )}
      </div>
    </Dialog>
  );
}
