export { createSignalHub, type SignalHub, type SignalHubOptions } from "./signal-hub.ts";
export { clientMessageSchema, type ClientMessage, type ServerMessage } from "./signal-protocol.ts";
