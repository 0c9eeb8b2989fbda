import type { System } from "@checkstack/catalog-common";
import { Card, cn, RelativeTime, TagList } from "@checkstack/ui";
import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { Link, useNavigate } from "react-router";
import { systemsWith } from "../shared/paths.ts";
import { usePlaces } from "../shared/use-places.ts";

/** What the catalog knows of a system, beside what plugins show. Everything that others share leads to them. */
export function SystemDetails({ system, className }: { system: System; className?: string }) {
  const { groups, environmentNames } = usePlaces();
  const navigate = useNavigate();
  const path = groups.get(system.groupId ?? "")?.path ?? [];
  const environment = environmentNames.get(system.environmentId ?? "");
  return (
    <Card aria-label="Details" className={cn("p-4", className)}>
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 gap-y-3 text-sm lg:grid-cols-1 lg:gap-y-0">
        {path.length > 0 && (
          <Detail term="Group">
            {path.map(({ id, name }, index) => (
              <span key={id}>
                {index > 0 && <span className="text-text-muted"> / </span>}
                <FilterLink to={systemsWith({ group: id })}>{name}</FilterLink>
              </span>
            ))}
          </Detail>
        )}
        {environment !== undefined && (
          <Detail term="Environment">
            <FilterLink to={systemsWith({ environment: system.environmentId ?? "" })}>{environment}</FilterLink>
          </Detail>
        )}
        {system.owner !== "" && (
          <Detail term="Owner">
            <FilterLink to={systemsWith({ owner: system.owner })}>{system.owner}</FilterLink>
          </Detail>
        )}
        {system.tags.length > 0 && (
          <Detail term="Tags">
            <TagList tags={system.tags} onSelect={(tag) => void navigate(systemsWith({ tag }))} />
          </Detail>
        )}
        {system.links.length > 0 && (
          <Detail term="Links">
            <ul className="flex flex-col gap-1">
              {system.links.map(({ label, url }) => (
                <li key={`${label} ${url}`}>
                  <a
                    href={url}
                    target="_blank"
                    rel="noreferrer"
                    className="inline-flex max-w-full items-center gap-1.5 rounded-sm text-accent-text hover:underline"
                  >
                    <span className="truncate">{label}</span>
                    <ExternalLink aria-label="(opens in a new tab)" className="size-3.5 shrink-0" />
                  </a>
                </li>
              ))}
            </ul>
          </Detail>
        )}
        <Detail term="Changed">
          <RelativeTime at={system.updatedAt} className="text-text-muted" />
        </Detail>
      </dl>
    </Card>
  );
}

const Detail = ({ term, children }: { term: string; children: ReactNode }) => (
  <>
    <dt className="text-text-muted lg:text-xs">{term}</dt>
    <dd className="min-w-0 wrap-anywhere lg:mb-3 lg:last:mb-0">{children}</dd>
  </>
);

const FilterLink = ({ to, children }: { to: string; children: ReactNode }) => (
  <Link to={to} className="rounded-sm text-text hover:underline">
    {children}
  </Link>
);
