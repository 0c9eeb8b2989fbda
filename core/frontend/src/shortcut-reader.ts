export interface Keystroke {
  key: string;
  /** Ctrl or Cmd. */
  mod: boolean;
  alt: boolean;
  /** The key belongs to a text or to a dialog. */
  typing: boolean;
  /** Milliseconds, from any origin. */
  at: number;
}

export type Shortcut = { type: "palette" } | { type: "help" } | { type: "go"; letter: string };

/** Reads keys one by one; G opens a short time in which the next letter goes somewhere. */
export function createShortcutReader(): (keystroke: Keystroke) => Shortcut | undefined {
  let goUntil = -Infinity;
  return ({ key, mod, alt, typing, at }) => {
    const going = at <= goUntil;
    goUntil = -Infinity;
    if (mod && !alt && key.toLowerCase() === "k") return { type: "palette" };
    if (mod || alt || typing) return undefined;
    if (key === "?") return { type: "help" };
    if (going && /^[a-z]$/.test(key)) return { type: "go", letter: key };
    if (key === "g") goUntil = at + GO_MS;
    return undefined;
  };
}

const GO_MS = 1_200;
