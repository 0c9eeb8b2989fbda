import { defineConfig } from "vite";

/** What the import map of the page gives to every plugin. */
const shared = [
  "react",
  "react/jsx-runtime",
  "react-dom",
  "react-dom/client",
  "react-router",
  "@tanstack/react-query",
  "@checkstack/frontend-api",
  "@checkstack/ui",
];

export default defineConfig({
  root: import.meta.dirname,
  build: {
    lib: { entry: "src/index.ts", formats: ["es"], fileName: "index", cssFileName: "style" },
    target: "es2023",
    rolldownOptions: { external: shared },
  },
});
