import { useEffect, useEffectEvent, useLayoutEffect, useRef, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { placeTooltip, type Side } from "./tooltip-place.ts";

export interface TooltipBubbleProps {
  id: string;
  anchor: Element;
  side: Side;
  children: ReactNode;
  /** The pointer came into the bubble. */
  onStay(): void;
  onLeave(): void;
  /** Escape was pressed, or the page moved under it. */
  onHide(): void;
}

/** What a tooltip says, beside its anchor and above everything, in the landmark or dialog that its anchor is in. */
export function TooltipBubble({ id, anchor, side, children, onStay, onLeave, onHide }: TooltipBubbleProps) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const bubble = ref.current;
    if (!bubble) return;
    if (!bubble.matches(":popover-open")) bubble.showPopover();
    const within = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const { left, top } = placeTooltip({
      anchor: anchor.getBoundingClientRect(),
      bubble: { width: bubble.offsetWidth, height: bubble.offsetHeight },
      within,
      side,
    });
    bubble.style.left = `${left}px`;
    bubble.style.top = `${top}px`;
  });

  const hide = useEffectEvent(onHide);
  useEffect(() => {
    const listening = new AbortController();
    const options = { capture: true, signal: listening.signal };
    document.addEventListener("keydown", ({ key }) => key === "Escape" && hide(), options);
    document.addEventListener("scroll", () => hide(), options);
    return () => listening.abort();
  }, []);

  return createPortal(
    <div
      ref={ref}
      id={id}
      role="tooltip"
      popover="manual"
      onPointerEnter={onStay}
      onPointerLeave={onLeave}
      className="fixed inset-auto m-0 w-max max-w-80 animate-appear rounded-md border border-line-strong bg-raised px-2 py-1 text-xs text-text shadow-high"
    >
      {children}
    </div>,
    anchor.closest(PLACES) ?? document.body,
  );
}

const PLACES = "[role=dialog], [role=alertdialog], main, nav, header, aside, footer";
