export { createEndpointTable, type Elsewhere, type EndpointTable } from "./endpoint-table.ts";
export { PLATFORM_CALLER, PluginUnreachable, type EndpointCall, type PluginEndpoint } from "./plugin-endpoint.ts";
export { NoHost, tryEach } from "./try-each.ts";
export { whileComing } from "./while-coming.ts";
