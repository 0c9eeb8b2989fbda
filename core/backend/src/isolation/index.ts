export { createIsolator } from "./isolator.ts";
