import type { CatalogEntry, PluginSource } from "@checkstack/pluginmanager-common";
import { Button, Card, EmptyState, ErrorState, SearchInput, Select, SkeletonRows } from "@checkstack/ui";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { LibraryBig, SearchX, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useManager } from "../shared/clients.ts";
import { sourcesPath } from "../shared/paths.ts";
import { CatalogCard } from "./catalog-card.tsx";
import { CatalogEntryDialog } from "./catalog-entry-dialog.tsx";

const PAGE = 60;
const EVERY = "*";

/** What the configured catalogs offer. */
export function CatalogTab({ onChoose }: { onChoose(source: PluginSource): void }) {
  const [parameters, setParameters] = useSearchParams();
  const [opened, setOpened] = useState<CatalogEntry>();
  const search = parameters.get("q") ?? "";
  const category = parameters.get("category") ?? "";
  const list = useInfiniteQuery(
    useManager().catalog.search.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
        ...(search.trim() !== "" && { search: search.trim() }),
        ...(category !== "" && { category }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }) => nextCursor,
      placeholderData: keepPreviousData,
    }),
  );
  const set = (name: string, value: string) =>
    setParameters(
      (current) => {
        const next = new URLSearchParams(current);
        if (value === "") next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  const first = list.data?.pages[0];
  if (!first) {
    return list.error ? (
      <ErrorState error={list.error} title="The catalogs could not be read" onRetry={() => void list.refetch()} />
    ) : (
      <Card>
        <SkeletonRows rows={6} />
      </Card>
    );
  }
  const entries = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const filtered = search !== "" || category !== "";
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        <div className="w-full sm:w-72">
          <SearchInput
            label="Search the catalog"
            placeholder="Search the catalog"
            value={search}
            onChange={(words) => set("q", words)}
          />
        </div>
        <div className="w-full sm:w-56">
          <Select
            label="Category"
            value={category === "" ? EVERY : category}
            onValueChange={(chosen) => set("category", chosen === EVERY ? "" : chosen)}
            options={[
              { value: EVERY, label: "All categories" },
              ...first.categories.map(({ name, entries: count }) => ({ value: name, label: `${name} (${count})` })),
            ]}
          />
        </div>
      </div>
      <Problems problems={first.problems} />
      {!filtered && !list.hasNextPage && entries.length > 0 && entries.every(({ builtIn }) => builtIn) && <OwnAlone />}
      {entries.length === 0 ? (
        <Card>
          {filtered ? (
            <EmptyState
              icon={SearchX}
              title="Nothing in the catalogs matches"
              action={<Button onClick={() => setParameters({}, { replace: true })}>Show everything</Button>}
            />
          ) : (
            <EmptyState
              icon={LibraryBig}
              title="The catalogs are empty"
              description="Add a catalog, or install from npm, GitHub or a file."
              action={
                <Button asChild>
                  <Link to={sourcesPath}>Sources and publishers</Link>
                </Button>
              }
            />
          )}
        </Card>
      ) : (
        <ul aria-label="Plugins in the catalogs" className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {entries.map((entry) => (
            <li key={`${entry.catalog} ${entry.package}`} className="min-w-0">
              <CatalogCard entry={entry} onOpen={() => setOpened(entry)} />
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div className="text-center">
          <Button size="sm" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      {opened && <CatalogEntryDialog entry={opened} onClose={() => setOpened(undefined)} onChoose={onChoose} />}
    </div>
  );
}

/** Says where more is to be had: what the platform brings along is there already. */
const OwnAlone = () => (
  <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-md bg-accent-soft px-3 py-2 text-sm text-text">
    <p className="min-w-0">
      All of this is part of Checkstack already. Add a catalog for more, or install from npm, a file or GitHub.
    </p>
    <Button asChild size="sm">
      <Link to={sourcesPath}>Add a catalog</Link>
    </Button>
  </div>
);

/** Catalogs that could not be read, beside those that could. */
const Problems = ({ problems }: { problems: readonly { catalog: string; sentence: string }[] }) =>
  problems.map(({ catalog, sentence }) => (
    <p
      key={catalog}
      role="alert"
      className="flex items-start gap-2 rounded-md bg-degraded-soft px-3 py-2 text-sm text-text"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-degraded-text" />
      <span className="min-w-0 wrap-anywhere">
        <span className="font-medium">{catalog}:</span> {sentence}
      </span>
    </p>
  ));
