import type { Command } from "@checkstack/frontend-api";

export interface PaletteEntry {
  pluginId: string;
  command: Command;
  /** Shown whatever was typed: a search found it. */
  always?: boolean;
}

/** Entries under their headings, both in the order in which they first come. */
export function grouped(entries: readonly PaletteEntry[]): { title: string; entries: PaletteEntry[] }[] {
  const groups = Map.groupBy(entries, ({ command }) => command.group);
  return [...groups].map(([title, members]) => ({ title, entries: members }));
}
