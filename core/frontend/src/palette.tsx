import {
  commandSlot,
  dataFor,
  isCommandSearch,
  useContributions,
  usePrincipal,
  type Command,
} from "@checkstack/frontend-api";
import { mayAccess } from "@checkstack/common";
import { CommandDialog, CommandGroup, CommandItem, Kbd, toast } from "@checkstack/ui";
import { ArrowRight } from "lucide-react";
import { useNavigate } from "react-router";
import type { NavGroup } from "./nav.ts";
import { grouped, type PaletteEntry } from "./palette-entries.ts";
import { useCommandSearch } from "./use-command-search.ts";

export interface PaletteProps {
  groups: readonly NavGroup[];
  search: string;
  onSearchChange(text: string): void;
  onClose(): void;
}

/** Pages, commands of plugins, and what their searches find. */
export function Palette({ groups, search, onSearchChange, onClose }: PaletteProps) {
  const navigate = useNavigate();
  const contributed = useCommands();
  const { found, pending } = useCommandSearch(
    contributed.flatMap(({ pluginId, data }) => (isCommandSearch(data) ? [{ pluginId, search: data }] : [])),
    search,
  );
  const pages: PaletteEntry[] = groups
    .flatMap(({ entries }) => entries)
    .map(({ path, title, icon, pluginId }) => ({
      pluginId,
      command: { id: `go ${path}`, title, group: "Go to", icon, path },
    }));
  const commands = contributed.flatMap(({ pluginId, data }) =>
    isCommandSearch(data) ? [] : [{ pluginId, command: data }],
  );

  const run = async (command: Command) => {
    onClose();
    try {
      if ("path" in command) await navigate(command.path);
      else await command.run({ navigate: (path) => void navigate(path) });
    } catch (error) {
      toast.error(`“${command.title}” did not work`, error);
    }
  };

  return (
    <CommandDialog
      open
      onOpenChange={(open) => !open && onClose()}
      search={search}
      onSearchChange={onSearchChange}
      placeholder="Search systems, checks, pages and commands…"
      pending={pending}
      footer={
        <>
          <span className="flex items-center gap-1.5">
            <Kbd keys="up" />
            <Kbd keys="down" /> choose
          </span>
          <span className="flex items-center gap-1.5">
            <Kbd keys="enter" /> open
          </span>
        </>
      }
    >
      {grouped([...found, ...pages, ...commands]).map(({ title, entries }) => (
        <CommandGroup key={title} heading={title}>
          {entries.map(({ pluginId, command, always }) => {
            const Icon = command.icon ?? ArrowRight;
            return (
              <CommandItem
                key={`${pluginId} ${command.id}`}
                value={`${pluginId} ${command.id} ${command.title}`}
                // What a search found matches by its own rules: the text itself makes the filter of the palette agree.
                keywords={[...(command.keywords ?? []), ...(always ? [search] : [])]}
                onSelect={() => void run(command)}
              >
                <Icon aria-hidden />
                <span className="min-w-0 flex-1 truncate">{command.title}</span>
              </CommandItem>
            );
          })}
        </CommandGroup>
      ))}
    </CommandDialog>
  );
}

function useCommands() {
  const contributions = useContributions();
  const person = usePrincipal();
  return dataFor(contributions, commandSlot)
    .filter(({ pluginId, item }) => item.access === undefined || mayAccess(person, pluginId, item.access))
    .map(({ pluginId, item }) => ({ pluginId, data: item.data }));
}
