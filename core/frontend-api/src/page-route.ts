import type { Access } from "@checkstack/common";
import type { ReactNode } from "react";

/** A page. */
export interface PageRoute {
  /** Absolute, in React Router's syntax: `/systems/:systemId`. A splat at the end is allowed. */
  readonly path: string;
  /** What the top bar and the browser's title say until the page sets its own with `usePageMeta`. */
  readonly title: string;
  /** Usually `lazy(() => import("./systems-page.tsx"))`, so that a page costs nothing until it is opened. */
  readonly component: (props: Record<never, never>) => ReactNode;
  /**
   * Begins to fetch what the page shows first. Called when the app is opened at this page and this person may see it, so
   * that the data come while the page is still being drawn. Never waits, never fails.
   */
  readonly prefetch?: (queries: QueryPrefetcher) => void;
  /** Who may open it; `authenticated` when absent. Rules are those of the plugin itself. */
  readonly access?: Access;
  /** `bare` leaves out sidebar and top bar: sign-in, setup, public pages. */
  readonly layout?: "shell" | "bare";
}

/** The part of TanStack Query's client that begins to fetch, so that whoever asks later finds the answer on its way. */
export interface QueryPrefetcher {
  prefetchQuery(options: { readonly queryKey: readonly unknown[] }): Promise<void>;
}
