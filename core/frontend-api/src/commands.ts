import type { ReactNode } from "react";
import { createDataSlot, type DataSlot } from "./slot.ts";

/** What the palette (Ctrl/Cmd-K) offers beside pages. */
export type CommandContribution = Command | CommandSearch;

/** One thing to do. `path` goes there; `run` does it. */
export type Command = CommandText &
  ({ readonly path: string } | { run(context: CommandContext): void | Promise<void> });

export interface CommandText {
  /** Unique within the plugin. */
  readonly id: string;
  /** An imperative: `Add a system`. */
  readonly title: string;
  /** The heading it stands under: `Actions`, `Systems`. */
  readonly group: string;
  /** Further words by which people look for it. */
  readonly keywords?: readonly string[];
  readonly icon?: (props: { className?: string; "aria-hidden"?: boolean }) => ReactNode;
}

/** What a command may do to the application. Errors it throws are told in a toast. */
export interface CommandContext {
  navigate(path: string): void;
}

/** Finds things while somebody types, at most a few at a time; called after a short pause, with the trimmed text. */
export interface CommandSearch {
  readonly id: string;
  search(text: string, options: { signal: AbortSignal }): Promise<readonly Command[]>;
}

export const isCommandSearch = (contribution: CommandContribution): contribution is CommandSearch =>
  "search" in contribution;

/** Commands and searches of the palette: `createDataExtension({ slot: commandSlot, data: { ... } })`. */
export const commandSlot: DataSlot<CommandContribution> = createDataSlot<CommandContribution>("core.command");
