import { plural } from "@checkstack/frontend-api";
import { Button, Card, CardHeader, StatusBadge } from "@checkstack/ui";
import { CircleCheck } from "lucide-react";
import { Link } from "react-router";
import { HowLong } from "../shared/how-long.tsx";
import { systemPath } from "../shared/paths.ts";
import type { OverviewRow } from "./overview-rows.ts";

/** More than these are a list to filter, not news. */
const SHOWN = 8;

export interface AttentionListProps {
  rows: readonly OverviewRow[];
  onShowAll(): void;
}

/** What somebody should look at now, with the reason. */
export function AttentionList({ rows, onShowAll }: AttentionListProps) {
  if (rows.length === 0) return <AllWell />;
  return (
    <Card aria-label="Needs attention">
      <CardHeader
        title="Needs attention"
        actions={
          rows.length > SHOWN && (
            <Button size="sm" look="ghost" onClick={onShowAll}>
              Show all {rows.length.toLocaleString("en")}
            </Button>
          )
        }
      />
      <ul className="divide-y divide-line">
        {rows.slice(0, SHOWN).map((row) => (
          <AttentionItem key={row.id} row={row} />
        ))}
      </ul>
    </Card>
  );
}

const AttentionItem = ({ row: { id, name, status, since, message, checks } }: { row: OverviewRow }) => (
  <li className="relative grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-0.5 px-4 py-2.5 hover:bg-hover/60 sm:grid-cols-[7.5rem_minmax(0,14rem)_1fr_auto]">
    <StatusBadge status={status} className="justify-self-start" />
    {/* The link covers the whole line. */}
    <Link to={systemPath(id)} className="truncate text-sm font-medium text-text after:absolute after:inset-0">
      {name}
    </Link>
    <p className="col-span-2 text-sm wrap-anywhere text-text-muted sm:col-span-1 sm:truncate" title={message}>
      {message || (checks > 1 ? `One of ${plural(checks, "check")}` : "")}
    </p>
    {since && (
      <span className="col-span-2 relative w-fit text-xs text-text-muted sm:col-span-1 sm:text-right">
        <HowLong since={since} />
      </span>
    )}
  </li>
);

const AllWell = () => (
  <p className="flex items-center gap-2 rounded-lg border border-line bg-surface px-4 py-3 text-sm text-text shadow-lift">
    <CircleCheck aria-hidden className="size-4 text-healthy-text" />
    Nothing needs attention.
  </p>
);
