export { createIsolator, type Isolator } from "./isolator.ts";
export type { IsolatorOptions } from "./isolator-options.ts";
