import { useEffect, useEffectEvent } from "react";
import { useNavigate } from "react-router";
import type { NavGroup } from "./nav.ts";
import { createShortcutReader, type Keystroke } from "./shortcut-reader.ts";

export interface ShortcutActions {
  groups: readonly NavGroup[];
  onPalette(): void;
  onHelp(): void;
}

/** The keys that work everywhere: Ctrl/Cmd-K, `?`, and G followed by the letter of a page. */
export function useShortcuts({ groups, onPalette, onHelp }: ShortcutActions): void {
  const navigate = useNavigate();

  const act = useEffectEvent((keystroke: Keystroke): boolean => {
    const shortcut = read(keystroke);
    if (shortcut === undefined) return false;
    if (shortcut.type === "palette") onPalette();
    else if (shortcut.type === "help") onHelp();
    else {
      const entry = groups.flatMap(({ entries }) => entries).find((each) => each.shortcut === shortcut.letter);
      if (!entry) return false;
      void navigate(entry.path);
    }
    return true;
  });

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const acted = act({
        key: event.key,
        mod: event.metaKey || event.ctrlKey,
        alt: event.altKey,
        typing: isTyping(event.target),
        at: event.timeStamp,
      });
      if (acted) event.preventDefault();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
}

const read = createShortcutReader();

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest("input, textarea, select, [role=combobox], [role=dialog]") !== null);
