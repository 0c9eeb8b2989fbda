/** What the person wants; `system` follows the operating system. */
export type Theme = "light" | "dark" | "system";

/** Keeps the choice in this browser and puts it on the page. The script in the shell's `index.html` reads the same key before anything is drawn. */
export interface ThemeStore {
  get(): Theme;
  set(theme: Theme): void;
  subscribe(listener: () => void): () => void;
}

export const THEME_KEY = "checkstack.theme";

export function createThemeStore({ storage, root, prefersDark }: ThemeSurroundings): ThemeStore {
  const listeners = new Set<() => void>();
  let theme = parseTheme(read(storage));

  const apply = () => root.classList.toggle("dark", theme === "dark" || (theme === "system" && prefersDark.matches));
  prefersDark.addEventListener("change", apply);

  return {
    get: () => theme,
    set(next) {
      theme = next;
      write(storage, next);
      apply();
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export interface ThemeSurroundings {
  storage: Pick<Storage, "getItem" | "setItem">;
  root: { classList: Pick<DOMTokenList, "toggle"> };
  prefersDark: { readonly matches: boolean; addEventListener(type: "change", listener: () => void): void };
}

export const parseTheme = (text: string | null): Theme => (text === "light" || text === "dark" ? text : "system");

/** Storage may be forbidden; the theme then lasts as long as the page. */
function read(storage: ThemeSurroundings["storage"]): string | null {
  try {
    return storage.getItem(THEME_KEY);
  } catch {
    return null;
  }
}

function write(storage: ThemeSurroundings["storage"], theme: Theme): void {
  try {
    storage.setItem(THEME_KEY, theme);
  } catch {
    // As above.
  }
}
