import { Popover as Primitive } from "radix-ui";
import { useRef, type ReactNode, type RefObject } from "react";
import { cn } from "./cn.ts";
import { menuLook } from "./menu-look.ts";

export interface PopoverPanelProps {
  /** What opens and closes it, and gets the focus back. */
  button: RefObject<HTMLElement | null>;
  label: string | undefined;
  labelledBy?: string | undefined;
  align?: "start" | "center" | "end";
  className?: string | undefined;
  onClose(): void;
  children: ReactNode;
}

/** An open panel beside its button. */
export function PopoverPanel(props: PopoverPanelProps) {
  const { button, label, labelledBy, align = "start", className, onClose, children } = props;
  const leftByPointer = useRef(false);
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Anchor virtualRef={button} />
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          aria-labelledby={label ? undefined : labelledBy}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onInteractOutside={(event) => {
            leftByPointer.current = true;
            // The button closes it by itself.
            if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!leftByPointer.current) button.current?.focus();
          }}
          className={cn(menuLook, className)}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
