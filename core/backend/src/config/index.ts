export { createConfigStore } from "./config-store.ts";
