import { createThemeStore, type ThemeStore } from "./theme-store.ts";

/** The theme of this page. */
export const theme: ThemeStore = createThemeStore({
  // Where storage is forbidden, even naming it throws: so it is named only when used.
  storage: {
    getItem: (key) => localStorage.getItem(key),
    setItem: (key, text) => localStorage.setItem(key, text),
  },
  root: document.documentElement,
  prefersDark: window.matchMedia("(prefers-color-scheme: dark)"),
});
