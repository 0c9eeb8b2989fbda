import { Command } from "cmdk";
import { Check } from "lucide-react";
import type { RefObject } from "react";
import type { ComboboxOption } from "./combobox.tsx";
import { menuItemLook } from "./menu-look.ts";
import { PopoverPanel } from "./popover-panel.tsx";

export interface ComboboxListProps {
  id: string;
  /** What opens and closes it, and gets the focus back. */
  button: RefObject<HTMLButtonElement | null>;
  options: readonly ComboboxOption[];
  value: string | undefined;
  label: string | undefined;
  labelledBy: string | undefined;
  searchPlaceholder: string | undefined;
  emptyText: string | undefined;
  /** Present when the options come from a search elsewhere. */
  onSearchChange: ((text: string) => void) | undefined;
  onChoose(value: string): void;
  onClose(): void;
}

/** The open list of a `Combobox`. */
export function ComboboxList(props: ComboboxListProps) {
  const { id, button, options, value, label, labelledBy, onSearchChange, onChoose, onClose } = props;
  return (
    <PopoverPanel
      button={button}
      label={label}
      labelledBy={labelledBy}
      className="w-(--radix-popover-trigger-width) min-w-64 overflow-hidden p-0"
      onClose={onClose}
    >
      <Command label={label ?? "Options"} shouldFilter={!onSearchChange}>
        <Command.Input
          placeholder={props.searchPlaceholder ?? "Search…"}
          onValueChange={(text) => onSearchChange?.(text)}
          className="h-9 w-full border-b border-line bg-transparent px-3 text-sm outline-none placeholder:text-text-muted"
        />
        <Command.List id={id} className="max-h-72 overflow-y-auto p-1">
          <Command.Empty className="px-3 py-6 text-center text-sm text-text-muted">
            {props.emptyText ?? "Nothing matches."}
          </Command.Empty>
          {options.map((option) => (
            <Command.Item
              key={option.value}
              value={option.value}
              keywords={[option.label, ...(option.keywords ?? [])]}
              disabled={option.disabled ?? false}
              onSelect={() => onChoose(option.value)}
              className={menuItemLook}
            >
              {option.icon}
              <span className="min-w-0 flex-1">
                {option.label}
                {option.description && <span className="block text-xs text-text-muted">{option.description}</span>}
              </span>
              {option.value === value && <Check aria-hidden className="text-accent-text" />}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </PopoverPanel>
  );
}
