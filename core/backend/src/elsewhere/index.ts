export { createEndpointTable, type Elsewhere, type EndpointTable } from "./endpoint-table.ts";
export { PLATFORM_CALLER, PluginUnreachable, type EndpointCall, type PluginEndpoint } from "./plugin-endpoint.ts";
export { noHost, tryEach } from "./try-each.ts";
