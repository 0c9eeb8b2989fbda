import { Check } from "lucide-react";
import { DropdownMenu as Primitive } from "radix-ui";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import { cn } from "./cn.ts";
import { menuItemLook, menuLook } from "./menu-look.ts";

export interface DropdownMenuProps {
  /** The button that opens it. */
  trigger: ReactElement;
  align?: "start" | "center" | "end";
  defaultOpen?: boolean;
  children: ReactNode;
}

export const DropdownMenu = ({ trigger, align = "end", defaultOpen = false, children }: DropdownMenuProps) => (
  // Not modal: a menu need not hide the page from those who listen.
  <Primitive.Root modal={false} defaultOpen={defaultOpen}>
    <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
    <Primitive.Portal>
      <Primitive.Content align={align} sideOffset={4} collisionPadding={8} className={menuLook}>
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  </Primitive.Root>
);

export interface MenuItemProps extends ComponentProps<typeof Primitive.Item> {
  tone?: "normal" | "danger";
}

export const MenuItem = ({ tone = "normal", className, ...rest }: MenuItemProps) => (
  <Primitive.Item
    className={cn(menuItemLook, tone === "danger" ? "text-unhealthy-text" : "[&_svg]:text-text-muted", className)}
    {...rest}
  />
);

export const MenuCheckboxItem = ({ className, children, ...rest }: ComponentProps<typeof Primitive.CheckboxItem>) => (
  <Primitive.CheckboxItem className={cn(menuItemLook, "pl-8", className)} {...rest}>
    <Primitive.ItemIndicator className="absolute left-2">
      <Check aria-hidden className="text-accent-text" />
    </Primitive.ItemIndicator>
    {children}
  </Primitive.CheckboxItem>
);

export const MenuRadioGroup = Primitive.RadioGroup;

export const MenuRadioItem = ({ className, children, ...rest }: ComponentProps<typeof Primitive.RadioItem>) => (
  <Primitive.RadioItem className={cn(menuItemLook, "pr-8 [&_svg]:text-text-muted", className)} {...rest}>
    {children}
    <Primitive.ItemIndicator className="absolute right-2">
      <Check aria-hidden className="text-accent-text!" />
    </Primitive.ItemIndicator>
  </Primitive.RadioItem>
);

export const MenuLabel = ({ className, ...rest }: ComponentProps<typeof Primitive.Label>) => (
  <Primitive.Label className={cn("px-2 py-1.5 text-xs text-text-muted", className)} {...rest} />
);

export const MenuSeparator = () => <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
