import { Popover as Primitive } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./cn.ts";
import { menuLook } from "./menu-look.ts";

export interface PopoverProps {
  trigger: ReactElement;
  /** Its name for those who listen. */
  label: string;
  align?: "start" | "center" | "end";
  open?: boolean;
  onOpenChange?(open: boolean): void;
  className?: string;
  children: ReactNode;
}

export const Popover = ({ trigger, label, align = "start", open, onOpenChange, className, children }: PopoverProps) => (
  <Primitive.Root {...(open !== undefined && { open })} {...(onOpenChange && { onOpenChange })}>
    <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
    <Primitive.Portal>
      <Primitive.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        aria-label={label}
        className={cn(menuLook, "w-72 p-3", className)}
      >
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  </Primitive.Root>
);
