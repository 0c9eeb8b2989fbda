import { cn } from "./cn.ts";
import { controlLook } from "./input.tsx";

/** The button of a `Select`, before and after its menu was fetched. */
export const selectLook = cn(
  controlLook,
  "flex h-8 items-center justify-between gap-2 px-2.5 text-left data-placeholder:text-text-muted [&>span]:truncate",
);
