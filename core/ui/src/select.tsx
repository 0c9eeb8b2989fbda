import { ChevronDown } from "lucide-react";
import { lazy, Suspense, useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { cn } from "./cn.ts";
import { useField } from "./field.tsx";
import { selectLook } from "./select-look.ts";

export interface Option<Value extends string = string> {
  value: Value;
  label: string;
  description?: string;
  icon?: ReactNode;
  disabled?: boolean;
}

export interface SelectProps<Value extends string> {
  value: Value | undefined;
  onValueChange(value: Value): void;
  options: readonly Option<Value>[];
  placeholder?: string;
  /** Its name, where no `Field` gives one. */
  label?: string;
  disabled?: boolean;
  className?: string;
}

const loadMenu = () => import("./select-menu.tsx");
const SelectMenu = lazy(async () => ({ default: (await loadMenu()).SelectMenu }));

/**
 * One of a few. For many, or for what must be searched, use `Combobox`. The menu is fetched when a hand comes near; until it
 * is opened for the first time there is its button alone.
 */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, onValueChange, options, placeholder = "Choose…", label, disabled = false, className } = props;
  const [wanted, setWanted] = useState(false);
  const field = useField();
  const menuId = useId();
  const prefetch = () => void loadMenu().catch(() => {});
  const openByKey = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    setWanted(true);
  };
  const chosen = options.find((option) => option.value === value);
  const button = (
    <button
      type="button"
      role="combobox"
      {...field}
      aria-label={label}
      aria-haspopup="listbox"
      aria-expanded={false}
      aria-controls={menuId}
      disabled={disabled}
      data-placeholder={chosen ? undefined : ""}
      onPointerEnter={prefetch}
      onFocus={prefetch}
      onClick={() => setWanted(true)}
      onKeyDown={openByKey}
      className={cn(selectLook, className)}
    >
      <span>{chosen?.label ?? placeholder}</span>
      <ChevronDown aria-hidden className="size-4 shrink-0 text-text-muted" />
    </button>
  );
  if (!wanted) return button;
  const choose = (text: string) => {
    const option = options.find((candidate) => candidate.value === text);
    if (option) onValueChange(option.value);
  };
  return (
    <Suspense fallback={button}>
      <SelectMenu
        value={value ?? ""}
        onValueChange={choose}
        options={options}
        placeholder={placeholder}
        label={label}
        disabled={disabled}
        className={className}
      />
    </Suspense>
  );
}
