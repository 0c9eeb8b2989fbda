export type { DeadLetter } from "./delivery-store.ts";
export { createHookBus, type DeadLetters, type HookBus, type HookBusOptions } from "./hook-bus.ts";
