import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { firstLoad } from "./vite/first-load.ts";
import { earlyQuestions } from "./vite/early-questions.ts";
import { oneZodLocale } from "./vite/one-zod-locale.ts";
import { pluginTheme } from "./vite/plugin-theme.ts";
import { precompress } from "./vite/precompress.ts";
import { preloadFont } from "./vite/preload-font.ts";
import { shareModules, sharedModules } from "./vite/shared-modules.ts";

const backend = `http://localhost:${process.env["PORT"] ?? "3000"}`;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    shareModules(sharedModules),
    oneZodLocale(),
    earlyQuestions(),
    react(),
    tailwindcss(),
    firstLoad(),
    preloadFont(),
    pluginTheme(),
    precompress(),
  ],
  // The server replaces it with the nonce of each answer.
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 800,
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      "/api": { target: backend, ws: true },
      // Files of plugins, and not the pages about plugins.
      "^/plugins/([^/]+@|styles\\.css)": { target: backend },
    },
  },
});
