import { cx } from "class-variance-authority";
import { extendTailwindMerge } from "tailwind-merge";

/** Joins class names; of two that contradict each other, the later wins. What stands alone is taken as it is. */
export const cn = (...classes: Parameters<typeof cx>): string => {
  const given = classes.filter(Boolean);
  const [first = ""] = given;
  return given.length <= 1 && typeof first === "string" ? first : merge(cx(given));
};

const merge = extendTailwindMerge({ extend: { theme: { shadow: ["lift", "high"] } } });
