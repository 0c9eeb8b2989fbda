import { PluginBoundary } from "@checkstack/frontend-api";
import { cn, Logo } from "@checkstack/ui";
import { Link, useLocation } from "react-router";
import { activeEntry, type NavEntry, type NavGroup } from "./nav.ts";

export interface SidebarProps {
  groups: readonly NavGroup[];
  /** Called when somebody goes somewhere: the sheet of a phone closes. */
  onNavigate?(): void;
}

export function Sidebar({ groups, onNavigate }: SidebarProps) {
  const { pathname } = useLocation();
  const active = activeEntry(groups, pathname);
  return (
    <>
      <Link to="/" onClick={onNavigate} className="mx-3 mt-3 mb-2 flex h-9 items-center self-start rounded-md px-1.5">
        <Logo />
      </Link>
      <nav aria-label="Main" className="flex flex-col gap-5 overflow-y-auto px-3 pt-2 pb-6">
        {groups.map(({ section, title, entries }) => (
          <div key={section}>
            <h2 id={`nav-${section}`} className="mb-1 px-2 text-xs font-medium text-text-muted">
              {title}
            </h2>
            <ul aria-labelledby={`nav-${section}`} className="flex flex-col gap-px">
              {entries.map((entry) => (
                <li key={entry.path}>
                  <SidebarLink entry={entry} active={entry === active} onNavigate={onNavigate} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </>
  );
}

interface SidebarLinkProps {
  entry: NavEntry;
  active: boolean;
  onNavigate: (() => void) | undefined;
}

const SidebarLink = ({ entry, active, onNavigate }: SidebarLinkProps) => (
  <Link
    to={entry.path}
    onClick={onNavigate}
    aria-current={active ? "page" : undefined}
    className={cn(
      "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium pointer-coarse:h-11",
      active ? "bg-hover text-text" : "text-text-muted hover:bg-hover hover:text-text",
    )}
  >
    <entry.icon aria-hidden className={cn("size-4 shrink-0", active && "text-accent-text")} />
    <span className="min-w-0 flex-1 truncate">{entry.title}</span>
    {entry.badge && (
      <PluginBoundary pluginId={entry.pluginId}>
        <entry.badge />
      </PluginBoundary>
    )}
  </Link>
);
