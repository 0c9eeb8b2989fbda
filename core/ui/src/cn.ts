import { cx } from "class-variance-authority";
import { extendTailwindMerge } from "tailwind-merge";

/** Joins class names; of two that contradict each other, the later wins. */
export const cn = (...classes: Parameters<typeof cx>): string => merge(cx(...classes));

const merge = extendTailwindMerge({ extend: { theme: { shadow: ["lift", "high"] } } });
