import { cn } from "./cn.ts";

/** The panel of everything that opens over the page. */
export const menuLook = cn(
  "z-50 max-w-[calc(100vw-1rem)] min-w-40 animate-rise overflow-auto rounded-lg border border-line-strong bg-raised p-1 text-sm text-text shadow-high",
);

export const menuItemLook = cn(
  "relative flex cursor-default items-center gap-2 rounded-sm px-2 py-1.5 outline-none select-none pointer-coarse:py-2.5",
  // radix marks with an empty attribute, cmdk with true or false.
  "data-[disabled='']:opacity-50",
  "data-highlighted:bg-hover data-[selected=true]:bg-hover data-[disabled=true]:opacity-50",
  "[&_svg]:size-4 [&_svg]:shrink-0",
);
