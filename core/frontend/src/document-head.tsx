import { useCurrentPageMeta, useWorstStatus } from "@checkstack/frontend-api";
import type { Status } from "@checkstack/ui";
import { useEffect } from "react";
import { useCurrentRoute } from "./use-current-route.ts";

/** The browser's title and the favicon: the page, and the worst of what is watched. */
export function DocumentHead() {
  const meta = useCurrentPageMeta();
  const route = useCurrentRoute();
  const { worst, attention } = useWorstStatus();
  const title = meta?.title ?? route?.item.title;
  const icon = ICONS[worst];
  useEffect(() => {
    document.querySelector("#favicon")?.setAttribute("href", `/favicon-${icon}.svg`);
  }, [icon]);
  return (
    <title>
      {[attention > 0 ? `(${attention})` : "", title ? `${title} · Checkstack` : "Checkstack"].join(" ").trim()}
    </title>
  );
}

const ICONS: Readonly<Record<Status, string>> = {
  healthy: "healthy",
  degraded: "degraded",
  unhealthy: "unhealthy",
  maintenance: "maintenance",
  inconclusive: "unknown",
  paused: "unknown",
  unknown: "unknown",
};
