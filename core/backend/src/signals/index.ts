export { createSignalHub, type SignalHub } from "./signal-hub.ts";
