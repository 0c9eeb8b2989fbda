import { MenuLabel, MenuRadioGroup, MenuRadioItem } from "@checkstack/ui";
import { useSyncExternalStore } from "react";
import { theme } from "./theme.ts";
import { parseTheme } from "./theme-store.ts";
import { themeChoices } from "./theme-choices.ts";

/** The three themes, in the menu of the person. */
export function ThemeMenu() {
  const current = useSyncExternalStore(theme.subscribe, theme.get);
  return (
    <MenuRadioGroup aria-label="Theme" value={current} onValueChange={(chosen) => theme.set(parseTheme(chosen))}>
      <MenuLabel>Theme</MenuLabel>
      {themeChoices.map(({ value, label, icon: Icon }) => (
        // The menu stays open, so that one can see and change one's mind.
        <MenuRadioItem key={value} value={value} onSelect={(event) => event.preventDefault()}>
          <Icon aria-hidden />
          {label}
        </MenuRadioItem>
      ))}
    </MenuRadioGroup>
  );
}
