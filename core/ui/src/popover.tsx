import { Slot } from "radix-ui";
import { lazy, Suspense, useRef, useState, type ReactElement, type ReactNode } from "react";
import { cn } from "./cn.ts";

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

const loadPanel = () => import("./popover-panel.tsx");
const PopoverPanel = lazy(async () => ({ default: (await loadPanel()).PopoverPanel }));

/** A panel that a button opens. What it takes to place it is fetched when a hand comes near. */
export function Popover({ trigger, label, align = "start", open, onOpenChange, className, children }: PopoverProps) {
  const [isTurned, setTurned] = useState(false);
  const button = useRef<HTMLElement>(null);
  const isOpen = open ?? isTurned;
  const prefetch = () => void loadPanel().catch(() => {});
  const turn = (opened: boolean) => {
    setTurned(opened);
    onOpenChange?.(opened);
  };
  return (
    <>
      <Slot.Root
        ref={button}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        data-state={isOpen ? "open" : "closed"}
        onPointerEnter={prefetch}
        onFocus={prefetch}
        onClick={() => turn(!isOpen)}
      >
        {trigger}
      </Slot.Root>
      {isOpen && (
        <Suspense>
          <PopoverPanel
            button={button}
            label={label}
            align={align}
            className={cn("w-72 p-3", className)}
            onClose={() => turn(false)}
          >
            {children}
          </PopoverPanel>
        </Suspense>
      )}
    </>
  );
}
