import { Command } from "cmdk";
import { Search } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";
import { overlayLook, panel } from "./dialog.tsx";
import { menuItemLook } from "./menu-look.ts";

export interface CommandDialogProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  search: string;
  onSearchChange(search: string): void;
  placeholder: string;
  /** Something is still being looked for. */
  pending?: boolean;
  /** Groups of items. */
  children: ReactNode;
  footer?: ReactNode;
}

/** The palette: type, arrow keys, Enter. */
export const CommandDialog = (props: CommandDialogProps) => (
  <Primitive.Root open={props.open} onOpenChange={props.onOpenChange}>
    <Primitive.Portal>
      <Primitive.Overlay className={overlayLook} />
      <Primitive.Content aria-describedby={undefined} className={cn(panel({ size: "md" }))}>
        <Primitive.Title className="sr-only">Commands</Primitive.Title>
        <Command label="Commands" loop className="flex min-h-0 flex-col">
          <div className="flex items-center gap-2 border-b border-line px-4">
            <Search aria-hidden className="size-4 shrink-0 text-text-muted" />
            <Command.Input
              value={props.search}
              onValueChange={props.onSearchChange}
              placeholder={props.placeholder}
              className="h-12 w-full min-w-0 bg-transparent text-base text-text outline-none placeholder:text-text-muted max-sm:text-[1rem]"
            />
          </div>
          <Command.List className="max-h-[min(24rem,60vh)] overflow-y-auto p-1.5">
            <Command.Empty className="py-10 text-center text-sm text-text-muted">
              {props.pending ? "Searching…" : "Nothing matches."}
            </Command.Empty>
            {props.children}
          </Command.List>
        </Command>
        {props.footer && (
          <div className="flex items-center gap-4 border-t border-line bg-ground px-4 py-2 text-xs text-text-muted">
            {props.footer}
          </div>
        )}
      </Primitive.Content>
    </Primitive.Portal>
  </Primitive.Root>
);

export const CommandGroup = ({ className, ...rest }: ComponentProps<typeof Command.Group>) => (
  <Command.Group
    className={cn(
      "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-text-muted",
      className,
    )}
    {...rest}
  />
);

export const CommandItem = ({ className, ...rest }: ComponentProps<typeof Command.Item>) => (
  <Command.Item className={cn(menuItemLook, "rounded-md py-2 [&_svg]:text-text-muted", className)} {...rest} />
);
