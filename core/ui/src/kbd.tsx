import { cn } from "./cn.ts";

/** Keys as the keyboard in front of the person names them: `mod+k` is ⌘ K or Ctrl K. */
export const Kbd = ({ keys, className }: { keys: string; className?: string }) => (
  <span className={cn("inline-flex gap-0.5", className)}>
    {keys.split("+").map((key) => (
      <kbd
        key={key}
        className="inline-flex h-5 min-w-5 items-center justify-center rounded-xs border border-line-strong bg-sunken px-1 font-sans text-[0.6875rem] font-medium text-text-muted"
      >
        {nameOf(key)}
      </kbd>
    ))}
  </span>
);

const nameOf = (key: string): string => {
  if (key === "mod") return isApple() ? "⌘" : "Ctrl";
  return NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
};

const NAMES: Readonly<Record<string, string>> = {
  enter: "↵",
  escape: "Esc",
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
  shift: "⇧",
};

const isApple = (): boolean => typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);
