import { Slot } from "radix-ui";
import { useId, useState, type PointerEvent, type ReactElement, type ReactNode } from "react";
import { TooltipBubble } from "./tooltip-bubble.tsx";
import type { Side } from "./tooltip-place.ts";
import { useDelayed } from "./use-delayed.ts";

export interface TooltipProps {
  content: ReactNode;
  /** One element that can have focus. */
  children: ReactElement;
  side?: Side;
}

const SHOW_AFTER_MS = 300;
/** Enough to bring the pointer from the element into the bubble, which then stays. */
const HIDE_AFTER_MS = 120;

/**
 * Says more on hover and on focus. Never the only place for something important: fingers do not hover. Lists have hundreds of
 * them, so that one costs nothing but its handlers until it shows.
 */
export function Tooltip({ content, children, side = "top" }: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<Element>();
  const { later, cancel } = useDelayed();
  const hide = () => {
    cancel();
    setAnchor(undefined);
  };
  const hideSoon = () => later(HIDE_AFTER_MS, hide);
  const showSoon = ({ currentTarget, pointerType }: PointerEvent) => {
    if (pointerType === "touch") return;
    if (anchor) cancel();
    else later(SHOW_AFTER_MS, () => setAnchor(currentTarget));
  };
  return (
    <>
      <Slot.Root
        {...(anchor && { "aria-describedby": id })}
        onPointerEnter={showSoon}
        onPointerLeave={hideSoon}
        onPointerDown={hide}
        onFocus={({ currentTarget }) => currentTarget.matches(":focus-visible") && setAnchor(currentTarget)}
        onBlur={hide}
      >
        {children}
      </Slot.Root>
      {anchor && (
        <TooltipBubble id={id} anchor={anchor} side={side} onStay={cancel} onLeave={hideSoon} onHide={hide}>
          {content}
        </TooltipBubble>
      )}
    </>
  );
}
