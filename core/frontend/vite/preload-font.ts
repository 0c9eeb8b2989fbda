import type { Plugin } from "vite";

/** Asks for the font of the interface with the page itself, so that text does not change its look after a moment. */
export const preloadFont = (): Plugin => ({
  name: "checkstack:preload-font",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler(_, { bundle }) {
      const font = Object.keys(bundle ?? {}).find((name) => /inter-interface-.*\.woff2$/.test(name));
      if (font === undefined) throw new Error("The font of the interface is not part of the build; see theme.css.");
      const attrs = { rel: "preload", as: "font", type: "font/woff2", crossorigin: "", href: `/${font}` };
      return [{ tag: "link", attrs, injectTo: "head" }];
    },
  },
});
