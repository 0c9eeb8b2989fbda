import { mayAccess, type Person } from "@checkstack/common";
import { byOrder, type Contributions, type NavItem, type NavSection } from "@checkstack/frontend-api";

export interface NavGroup {
  section: NavSection;
  title: string;
  entries: readonly NavEntry[];
}

export interface NavEntry extends NavItem {
  pluginId: string;
}

/** What this person sees in the sidebar; sections without an entry are left out. */
export function navGroups({ navItems }: Contributions, person: Person): NavGroup[] {
  const visible = navItems
    .filter(({ pluginId, item }) => mayAccess(person, pluginId, item.access ?? "authenticated"))
    .map(({ pluginId, item }) => ({ ...item, pluginId }))
    // The shell's own entry gives way to a plugin's for the same page.
    .filter(
      ({ path, pluginId }, _, all) =>
        pluginId !== "shell" || !all.some((other) => other.path === path && other.pluginId !== "shell"),
    );
  return SECTIONS.map(([section, title]) => ({
    section,
    title,
    entries: byOrder(visible.filter((entry) => entry.section === section)),
  })).filter(({ entries }) => entries.length > 0);
}

/** The entry that the present address belongs to: the longest path that begins it. */
export function activeEntry(groups: readonly NavGroup[], pathname: string): NavEntry | undefined {
  return groups
    .flatMap(({ entries }) => entries)
    .filter(({ path }) => (path === "/" ? pathname === "/" : pathname === path || pathname.startsWith(`${path}/`)))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}

const SECTIONS: readonly (readonly [NavSection, string])[] = [
  ["monitor", "Monitor"],
  ["respond", "Respond"],
  ["manage", "Manage"],
];
