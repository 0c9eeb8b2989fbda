export { createHookBus, type HookBus } from "./hook-bus.ts";
