import { useLayoutEffect } from "react";

export interface TypeAheadProps {
  onType(change: (text: string) => string): void;
  onClose(): void;
}

/** Stands for a field that is still being fetched: what is typed meanwhile is not lost. Draws nothing that can be seen. */
export function TypeAhead({ onType, onClose }: TypeAheadProps) {
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === "Escape") onClose();
      else if (event.key === "Backspace") onType((text) => text.slice(0, -1));
      else if (isCharacter(event)) onType((text) => text + event.key);
      else return;
      // It is meant for the field, and is no shortcut.
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("keydown", pressed, { capture: true });
    return () => window.removeEventListener("keydown", pressed, { capture: true });
  }, [onType, onClose]);
  return (
    <p role="status" className="sr-only">
      The search opens
    </p>
  );
}

const isCharacter = ({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean =>
  [...key].length === 1 && !ctrlKey && !metaKey && !altKey && !isComposing;
