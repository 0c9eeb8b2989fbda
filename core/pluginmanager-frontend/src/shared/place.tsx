import type { PluginDetail, Runs } from "@checkstack/pluginmanager-common";
import { Badge } from "@checkstack/ui";
import { Blocks, Box, Cpu, type LucideIcon } from "lucide-react";

/** Where a plugin's code runs: with the platform it came with, apart, or within. */
export type Place = Runs | "built-in";

export const placeOf = ({ installed, place }: Pick<PluginDetail, "installed" | "place">): Place =>
  installed?.runs ?? (place?.place === "own-process" ? "isolated" : "built-in");

export function PlaceBadge({ place }: { place: Place }) {
  const { icon: Icon, words } = placeLooks[place];
  return (
    <Badge tone={place === "in-process" ? "degraded" : "neutral"}>
      <Icon aria-hidden />
      {words}
    </Badge>
  );
}

export const placeLooks: Readonly<Record<Place, { icon: LucideIcon; words: string; sentence: string }>> = {
  "built-in": { icon: Blocks, words: "Built in", sentence: "It is part of Checkstack and runs in its process." },
  isolated: {
    icon: Box,
    words: "Own process",
    sentence: "It runs in a process of its own, with a database login of its own and an empty environment.",
  },
  "in-process": {
    icon: Cpu,
    words: "Platform's process",
    sentence: "It runs within the platform's own process: nothing keeps it from what the platform itself may do.",
  },
};
