import { expect, test } from "bun:test";
import { createThemeStore, THEME_KEY } from "./theme-store.ts";

function surroundings({ stored, dark = false }: { stored?: string; dark?: boolean } = {}) {
  const kept = new Map(stored === undefined ? [] : [[THEME_KEY, stored]]);
  const classes = new Set<string>();
  let heard = () => {};
  const prefersDark = { matches: dark, addEventListener: (_: string, listener: () => void) => void (heard = listener) };
  return {
    kept,
    classes,
    systemBecomesDark() {
      prefersDark.matches = true;
      heard();
    },
    storage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => void kept.set(key, text),
    },
    root: {
      classList: { toggle: (name: string, on?: boolean) => (on ? classes.add(name).has(name) : classes.delete(name)) },
    },
    prefersDark,
  };
}

test("the choice is kept and put on the page", () => {
  const around = surroundings();
  const store = createThemeStore(around);
  expect(store.get()).toBe("system");
  store.set("dark");
  expect(around.classes.has("dark")).toBe(true);
  expect(around.kept.get(THEME_KEY)).toBe("dark");
  store.set("light");
  expect(around.classes.has("dark")).toBe(false);
});

test("system follows the operating system, a choice does not", () => {
  const following = surroundings();
  createThemeStore(following);
  following.systemBecomesDark();
  expect(following.classes.has("dark")).toBe(true);

  const chosen = surroundings({ stored: "light" });
  createThemeStore(chosen);
  chosen.systemBecomesDark();
  expect(chosen.classes.has("dark")).toBe(false);
});

test("a browser that forbids storage still changes the theme", () => {
  const around = surroundings();
  const forbidden = () => {
    throw new Error("denied");
  };
  const store = createThemeStore({ ...around, storage: { getItem: forbidden, setItem: forbidden } });
  store.set("dark");
  expect(around.classes.has("dark")).toBe(true);
});
