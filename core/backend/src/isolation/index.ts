export { createIsolator } from "./isolator.ts";
export { openMovedPlugins } from "./moved-plugins.ts";
