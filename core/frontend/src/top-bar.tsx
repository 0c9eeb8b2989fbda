import { SlotOutlet, topBarSlot, useCurrentPageMeta, type Crumb } from "@checkstack/frontend-api";
import { IconButton, Kbd } from "@checkstack/ui";
import { ChevronRight, Menu, Search } from "lucide-react";
import { Link, useLocation } from "react-router";
import { LazyUserMenu } from "./lazy-user-menu.tsx";
import { activeEntry, type NavGroup } from "./nav.ts";
import { useCurrentRoute } from "./use-current-route.ts";

export interface TopBarProps {
  groups: readonly NavGroup[];
  onMenu(): void;
  onSearch(): void;
  onShortcuts(): void;
}

export const TopBar = ({ groups, onMenu, onSearch, onShortcuts }: TopBarProps) => (
  <header className="sticky top-0 z-30 flex h-13 shrink-0 items-center gap-2 border-b border-line bg-ground/90 px-3 backdrop-blur-sm sm:px-6">
    <IconButton label="Open the navigation" onClick={onMenu} className="md:hidden">
      <Menu aria-hidden />
    </IconButton>
    <Trail groups={groups} />
    <button
      type="button"
      onClick={onSearch}
      aria-keyshortcuts="Control+K Meta+K"
      className="ml-auto flex h-8 shrink-0 items-center gap-2 rounded-md border border-line-strong bg-surface px-2 text-sm text-text-muted shadow-lift hover:text-text pointer-coarse:h-10 pointer-coarse:min-w-10 max-sm:justify-center sm:w-52"
    >
      <Search aria-hidden className="size-4" />
      <span className="flex-1 text-left max-sm:sr-only">Search…</span>
      <Kbd keys="mod+k" className="max-sm:hidden" />
    </button>
    <SlotOutlet slot={topBarSlot} props={{}} />
    <LazyUserMenu onShortcuts={onShortcuts} />
  </header>
);

/** Where one is. The last step is the page itself; the first ones give way on a phone. */
function Trail({ groups }: { groups: readonly NavGroup[] }) {
  const meta = useCurrentPageMeta();
  const route = useCurrentRoute();
  const { pathname } = useLocation();
  const entry = activeEntry(groups, pathname);
  const title = meta?.title ?? route?.item.title ?? "";
  const own = entry && entry.title !== title ? [{ title: entry.title, path: entry.path }] : [];
  const crumbs: readonly Crumb[] = meta?.crumbs?.length ? meta.crumbs : own;
  return (
    <nav aria-label="Breadcrumbs" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-sm">
        {crumbs.map((crumb) => (
          <li key={crumb.path} className="flex min-w-0 items-center gap-1 text-text-muted max-sm:hidden">
            <Link to={crumb.path} className="truncate rounded-sm hover:text-text">
              {crumb.title}
            </Link>
            <ChevronRight aria-hidden className="size-3.5 shrink-0" />
          </li>
        ))}
        <li aria-current="page" className="truncate font-medium text-text">
          {title}
        </li>
      </ol>
    </nav>
  );
}
