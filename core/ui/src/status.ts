import {
  Ban,
  CircleCheck,
  CircleHelp,
  CirclePause,
  CircleX,
  TriangleAlert,
  Wrench,
  type LucideIcon,
} from "lucide-react";

/** What is known about a check, a system or everything. */
export type Status = "healthy" | "degraded" | "unhealthy" | "inconclusive" | "paused" | "maintenance" | "unknown";

/** How a status is told: never by colour alone. */
export interface StatusLook {
  readonly word: string;
  readonly icon: LucideIcon;
  /** Text on the page's ground. */
  readonly text: string;
  /** Ground of a badge. */
  readonly soft: string;
  /** Ground of a solid mark. */
  readonly fill: string;
  /** The same for a shape of an SVG. */
  readonly bar: string;
  readonly border: string;
}

const quiet = {
  text: "text-text-muted",
  soft: "bg-sunken",
  fill: "bg-neutral",
  bar: "fill-neutral",
  border: "border-line-strong",
};

export const statusLooks: Readonly<Record<Status, StatusLook>> = {
  healthy: {
    word: "Healthy",
    icon: CircleCheck,
    text: "text-healthy-text",
    soft: "bg-healthy-soft",
    fill: "bg-healthy",
    bar: "fill-healthy",
    border: "border-healthy",
  },
  degraded: {
    word: "Degraded",
    icon: TriangleAlert,
    text: "text-degraded-text",
    soft: "bg-degraded-soft",
    fill: "bg-degraded",
    bar: "fill-degraded",
    border: "border-degraded",
  },
  unhealthy: {
    word: "Unhealthy",
    icon: CircleX,
    text: "text-unhealthy-text",
    soft: "bg-unhealthy-soft",
    fill: "bg-unhealthy",
    bar: "fill-unhealthy",
    border: "border-unhealthy",
  },
  maintenance: {
    word: "Maintenance",
    icon: Wrench,
    text: "text-maintenance-text",
    soft: "bg-maintenance-soft",
    fill: "bg-maintenance",
    bar: "fill-maintenance",
    border: "border-maintenance",
  },
  inconclusive: { word: "Inconclusive", icon: CircleHelp, ...quiet },
  paused: { word: "Paused", icon: CirclePause, ...quiet },
  unknown: { word: "No data yet", icon: Ban, ...quiet },
};

/** From what needs attention most to what needs none. */
const BY_SEVERITY: readonly Status[] = [
  "unhealthy",
  "degraded",
  "inconclusive",
  "maintenance",
  "healthy",
  "paused",
  "unknown",
];

/** 0 is the worst: the order in which lists show what needs attention first. */
export const severityOf = (status: Status): number => BY_SEVERITY.indexOf(status);

/** The worst of several; `unknown` when there are none. */
export const worstStatus = (statuses: Iterable<Status>): Status => {
  let worst: Status = "unknown";
  for (const status of statuses) if (severityOf(status) < severityOf(worst)) worst = status;
  return worst;
};
