import type { ComponentProps } from "react";
import { initials } from "./initials.ts";

/** The person as a round button. */
export const UserButton = ({ name, ...rest }: ComponentProps<"button"> & { name: string }) => (
  <button
    type="button"
    aria-haspopup="menu"
    className="flex size-8 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-text hover:ring-2 hover:ring-line-strong pointer-coarse:size-10"
    {...rest}
  >
    <span aria-hidden>{initials(name)}</span>
    <span className="sr-only">Menu of {name}</span>
  </button>
);
