import { Command } from "cmdk";
import { Check, ChevronsUpDown } from "lucide-react";
import { Popover } from "radix-ui";
import { useId, useState } from "react";
import { cn } from "./cn.ts";
import { useField, useFieldLabel } from "./field.tsx";
import { controlLook } from "./input.tsx";
import { menuItemLook, menuLook } from "./menu-look.ts";
import type { Option } from "./select.tsx";

export interface ComboboxOption<Value extends string = string> extends Option<Value> {
  /** Further words by which people look for it. */
  keywords?: readonly string[];
}

export interface ComboboxProps<Value extends string> {
  value: Value | undefined;
  onValueChange(value: Value): void;
  options: readonly ComboboxOption<Value>[];
  placeholder?: string;
  searchPlaceholder?: string;
  /** Shown when nothing matches. */
  emptyText?: string;
  /** Its name, where no `Field` gives one. */
  label?: string;
  disabled?: boolean;
  /** Set when the options come from a search on the server: they are then shown as given. */
  onSearchChange?(text: string): void;
  className?: string;
}

/** One of many, found by typing. */
export function Combobox<Value extends string>(props: ComboboxProps<Value>) {
  const { value, onValueChange, options, label, disabled, onSearchChange, className } = props;
  const [open, setOpen] = useState(false);
  const field = useField();
  const labelledBy = useFieldLabel();
  const listId = useId();
  const chosen = options.find((option) => option.value === value);
  const turn = (opened: boolean) => {
    setOpen(opened);
    // The text box begins empty each time.
    onSearchChange?.("");
  };
  return (
    <Popover.Root open={open} onOpenChange={turn}>
      <Popover.Trigger asChild>
        <button
          type="button"
          {...field}
          role="combobox"
          aria-expanded={open}
          aria-controls={listId}
          aria-label={label}
          disabled={disabled}
          className={cn(controlLook, "flex h-8 items-center justify-between gap-2 px-2.5 text-left", className)}
        >
          <span className={cn("flex min-w-0 items-center gap-2 truncate", !chosen && "text-text-muted")}>
            {chosen?.icon}
            {chosen?.label ?? props.placeholder ?? "Choose…"}
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-text-muted" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={label}
          aria-labelledby={label ? undefined : labelledBy}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={cn(menuLook, "w-(--radix-popover-trigger-width) min-w-64 overflow-hidden p-0")}
        >
          <Command label={label ?? "Options"} shouldFilter={!onSearchChange}>
            <Command.Input
              placeholder={props.searchPlaceholder ?? "Search…"}
              onValueChange={(text) => onSearchChange?.(text)}
              className="h-9 w-full border-b border-line bg-transparent px-3 text-sm outline-none placeholder:text-text-muted"
            />
            <Command.List id={listId} className="max-h-72 overflow-y-auto p-1">
              <Command.Empty className="px-3 py-6 text-center text-sm text-text-muted">
                {props.emptyText ?? "Nothing matches."}
              </Command.Empty>
              {options.map((option) => (
                <Command.Item
                  key={option.value}
                  value={option.value}
                  keywords={[option.label, ...(option.keywords ?? [])]}
                  disabled={option.disabled ?? false}
                  onSelect={() => {
                    onValueChange(option.value);
                    turn(false);
                  }}
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
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
