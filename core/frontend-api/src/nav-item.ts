import type { Access } from "@checkstack/common";
import type { ReactNode } from "react";

/** An entry of the sidebar. Also reachable from the command palette. */
export interface NavItem {
  readonly title: string;
  /** A path that one of the plugin's routes answers. */
  readonly path: string;
  /** A lucide icon, imported by its own name. */
  readonly icon: (props: { className?: string; "aria-hidden"?: boolean }) => ReactNode;
  /** Who sees it; `authenticated` when absent. */
  readonly access?: Access;
  /** Lower comes first; 100 when absent. */
  readonly order?: number;
  readonly section: NavSection;
  /** A letter: G and then this letter goes there. */
  readonly shortcut?: string;
  /** Drawn at the end of the entry: a count, a dot. */
  readonly badge?: (props: Record<never, never>) => ReactNode;
}

/** `monitor`: what works and what does not. `respond`: incidents and telling people. `manage`: the platform itself. */
export type NavSection = "monitor" | "respond" | "manage";
