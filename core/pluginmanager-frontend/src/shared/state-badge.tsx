import type { Plugin } from "@checkstack/pluginmanager-common";
import { Badge, type BadgeProps } from "@checkstack/ui";
import {
  CircleCheck,
  CirclePause,
  CircleX,
  LoaderCircle,
  ShieldAlert,
  TriangleAlert,
  type LucideIcon,
} from "lucide-react";
import { stateWords } from "./boot-report.ts";

/** A plugin's state as icon and word. */
export function StateBadge({ state }: { state: Plugin["state"] }) {
  const { tone, icon: Icon } = LOOKS[state];
  return (
    <Badge tone={tone} data-state={state}>
      <Icon aria-hidden />
      {stateWords[state]}
    </Badge>
  );
}

const LOOKS: Readonly<Record<Plugin["state"], { tone: NonNullable<BadgeProps["tone"]>; icon: LucideIcon }>> = {
  registered: { tone: "neutral", icon: LoaderCircle },
  ready: { tone: "healthy", icon: CircleCheck },
  blocked: { tone: "degraded", icon: TriangleAlert },
  failed: { tone: "unhealthy", icon: CircleX },
  modified: { tone: "unhealthy", icon: ShieldAlert },
  disabled: { tone: "neutral", icon: CirclePause },
};
