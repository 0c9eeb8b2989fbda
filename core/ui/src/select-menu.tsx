import { Check, ChevronDown } from "lucide-react";
import { Select as Primitive } from "radix-ui";
import { cn } from "./cn.ts";
import { useField } from "./field.tsx";
import { menuLook, menuItemLook } from "./menu-look.ts";
import { selectLook } from "./select-look.ts";
import type { Option } from "./select.tsx";

export interface SelectMenuProps {
  value: string;
  onValueChange(value: string): void;
  options: readonly Option[];
  placeholder: string;
  label: string | undefined;
  disabled: boolean;
  className: string | undefined;
}

/** A `Select` from the moment it is opened for the first time. */
export function SelectMenu(props: SelectMenuProps) {
  const { value, onValueChange, options, placeholder, label, disabled, className } = props;
  return (
    <Primitive.Root defaultOpen value={value} onValueChange={onValueChange} disabled={disabled}>
      <Primitive.Trigger {...useField()} aria-label={label} className={cn(selectLook, className)}>
        <Primitive.Value placeholder={placeholder} />
        <Primitive.Icon asChild>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-text-muted" />
        </Primitive.Icon>
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className={cn(menuLook, "max-h-80 min-w-(--radix-select-trigger-width)")}
        >
          <Primitive.Viewport>
            {options.map((option) => (
              <Primitive.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className={cn(menuItemLook, "pr-8")}
              >
                {option.icon}
                <span className="min-w-0">
                  <Primitive.ItemText>{option.label}</Primitive.ItemText>
                  {option.description && <span className="block text-xs text-text-muted">{option.description}</span>}
                </span>
                <Primitive.ItemIndicator className="absolute right-2">
                  <Check aria-hidden className="size-4 text-accent-text" />
                </Primitive.ItemIndicator>
              </Primitive.Item>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
