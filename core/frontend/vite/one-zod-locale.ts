import type { Plugin } from "vite";

/**
 * Zod names each of its fifty languages as a part of itself, and whoever shares all of it would share them too: 40 KB that no
 * page shows. English stays, which is what its messages are in unless somebody says otherwise.
 */
export const oneZodLocale = (): Plugin => ({
  name: "checkstack:one-zod-locale",
  apply: "build",
  enforce: "pre",
  load: (id) => (LOCALES.test(id) ? `export { default as en } from "./en.js";` : undefined),
});

const LOCALES = /\/zod\/v4\/locales\/index\.js$/;
