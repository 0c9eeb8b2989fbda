import { Tooltip as Primitive } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

export interface TooltipProps {
  content: ReactNode;
  /** One element that can have focus. */
  children: ReactElement;
  side?: "top" | "right" | "bottom" | "left";
}

/** Says more on hover and on focus. Never the only place for something important: fingers do not hover. */
export const Tooltip = ({ content, children, side = "top" }: TooltipProps) => (
  <Primitive.Provider delayDuration={300} skipDelayDuration={200}>
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-80 animate-appear rounded-md border border-line-strong bg-raised px-2 py-1 text-xs text-text shadow-high"
        >
          {content}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  </Primitive.Provider>
);
