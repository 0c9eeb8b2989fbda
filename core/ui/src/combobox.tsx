import { ChevronsUpDown } from "lucide-react";
import { lazy, Suspense, useId, useRef, useState } from "react";
import { cn } from "./cn.ts";
import { useField, useFieldLabel } from "./field.tsx";
import { controlLook } from "./input.tsx";
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

const loadList = () => import("./combobox-list.tsx");
const ComboboxList = lazy(async () => ({ default: (await loadList()).ComboboxList }));

/** One of many, found by typing. The list is fetched when a hand comes near. */
export function Combobox<Value extends string>(props: ComboboxProps<Value>) {
  const { value, onValueChange, options, label, disabled, onSearchChange, className } = props;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const field = useField();
  const labelledBy = useFieldLabel();
  const listId = useId();
  const chosen = options.find((option) => option.value === value);
  const prefetch = () => void loadList().catch(() => {});
  const turn = (opened: boolean) => {
    setOpen(opened);
    // The text box begins empty each time.
    onSearchChange?.("");
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        {...field}
        role="combobox"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={listId}
        aria-label={label}
        disabled={disabled}
        onPointerEnter={prefetch}
        onFocus={prefetch}
        onClick={() => turn(!open)}
        className={cn(controlLook, "flex h-8 items-center justify-between gap-2 px-2.5 text-left", className)}
      >
        <span className={cn("flex min-w-0 items-center gap-2 truncate", !chosen && "text-text-muted")}>
          {chosen?.icon}
          {chosen?.label ?? props.placeholder ?? "Choose…"}
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-text-muted" />
      </button>
      {open && (
        <Suspense>
          <ComboboxList
            id={listId}
            button={button}
            options={options}
            value={value}
            label={label}
            labelledBy={labelledBy}
            searchPlaceholder={props.searchPlaceholder}
            emptyText={props.emptyText}
            onSearchChange={onSearchChange}
            onClose={() => turn(false)}
            onChoose={(text) => {
              const option = options.find((candidate) => candidate.value === text);
              if (option) onValueChange(option.value);
              turn(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
