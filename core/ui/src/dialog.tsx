import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cva } from "class-variance-authority";
import { cn } from "./cn.ts";

export interface DialogProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  size?: "sm" | "md" | "lg";
}

/** A task that must be finished or left. Focus stays inside and returns to where it was. */
export const Dialog = ({ open, onOpenChange, title, description, children, footer, size = "md" }: DialogProps) => (
  <Primitive.Root open={open} onOpenChange={onOpenChange}>
    <Primitive.Portal>
      <Primitive.Overlay className={overlayLook} />
      <Primitive.Content
        className={cn(panel({ size }))}
        onOpenAutoFocus={focusFirstField}
        {...(description === undefined && { "aria-describedby": undefined })}
      >
        <div className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
          <div className="min-w-0">
            <Primitive.Title className="text-lg font-semibold text-text">{title}</Primitive.Title>
            {description && (
              <Primitive.Description className="mt-1 text-sm text-text-muted">{description}</Primitive.Description>
            )}
          </div>
          <Primitive.Close
            aria-label="Close"
            className="-mr-1.5 flex size-7 shrink-0 items-center justify-center rounded-md text-text-muted hover:bg-hover hover:text-text"
          >
            <X aria-hidden className="size-4" />
          </Primitive.Close>
        </div>
        {children && <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>}
        {footer && (
          <div className="flex flex-wrap justify-end gap-2 border-t border-line bg-ground px-5 py-3">{footer}</div>
        )}
      </Primitive.Content>
    </Primitive.Portal>
  </Primitive.Root>
);

/** Who opens a form wants to fill it in: the focus goes there, not to the button that closes it. */
function focusFirstField(event: Event) {
  if (!(event.currentTarget instanceof Element)) return;
  const field = event.currentTarget.querySelector<HTMLElement>("input:not([hidden]), textarea");
  if (!field) return;
  event.preventDefault();
  field.focus();
}

export interface SheetProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** Its name for those who listen. */
  label: string;
  children: ReactNode;
}

/** A panel from the left edge: the sidebar on a phone. */
export const Sheet = ({ open, onOpenChange, label, children }: SheetProps) => (
  <Primitive.Root open={open} onOpenChange={onOpenChange}>
    <Primitive.Portal>
      <Primitive.Overlay className={overlayLook} />
      <Primitive.Content
        aria-describedby={undefined}
        className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] animate-slide-in flex-col overflow-y-auto border-r border-line bg-surface shadow-high outline-none"
      >
        <Primitive.Title className="sr-only">{label}</Primitive.Title>
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  </Primitive.Root>
);

export const overlayLook = "fixed inset-0 z-40 animate-appear bg-shade";

export const panel = cva(
  [
    "fixed top-[8vh] left-1/2 z-50 flex max-h-[84vh] w-[calc(100vw-2rem)] -translate-x-1/2 animate-appear flex-col",
    "overflow-hidden rounded-xl border border-line-strong bg-raised shadow-high outline-none",
  ],
  { variants: { size: { sm: "max-w-md", md: "max-w-xl", lg: "max-w-3xl" } } },
);
