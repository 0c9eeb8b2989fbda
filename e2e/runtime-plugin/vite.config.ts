import { FRONTEND_MODULES } from "@checkstack/plugin-package-node";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  build: {
    lib: { entry: "src/index.ts", formats: ["es"], fileName: "index", cssFileName: "style" },
    target: "es2023",
    rolldownOptions: { external: [...FRONTEND_MODULES] },
  },
});
