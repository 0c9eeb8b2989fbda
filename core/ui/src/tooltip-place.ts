export type Side = "top" | "right" | "bottom" | "left";

/** A box in the window, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const GAP = 6;
/** From the edges of the window. */
const MARGIN = 8;

/** Where a bubble lies: centred at its side of the anchor, at the other one where there is no room, and within the window. */
export function placeTooltip(options: {
  readonly anchor: Box;
  readonly bubble: Pick<Box, "width" | "height">;
  readonly within: Pick<Box, "width" | "height">;
  readonly side: Side;
}): { left: number; top: number } {
  const { anchor, bubble, within, side } = options;
  const before = side === "top" || side === "left";
  if (side === "top" || side === "bottom") {
    return {
      left: clamp(anchor.left + (anchor.width - bubble.width) / 2, within.width - bubble.width),
      top: beside({ from: anchor.top, size: anchor.height, own: bubble.height, room: within.height, before }),
    };
  }
  return {
    left: beside({ from: anchor.left, size: anchor.width, own: bubble.width, room: within.width, before }),
    top: clamp(anchor.top + (anchor.height - bubble.height) / 2, within.height - bubble.height),
  };
}

function beside(options: { from: number; size: number; own: number; room: number; before: boolean }): number {
  const { from, size, own, room, before } = options;
  const [first, last] = [from - GAP - own, from + size + GAP];
  const fitsFirst = first >= MARGIN;
  const fitsLast = last + own <= room - MARGIN;
  return before ? (fitsFirst || !fitsLast ? first : last) : fitsLast || !fitsFirst ? last : first;
}

const clamp = (wanted: number, most: number): number => Math.max(MARGIN, Math.min(wanted, most - MARGIN));
