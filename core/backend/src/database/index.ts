export { connectDatabaseServer, type DatabaseServer, type DatabaseServerOptions } from "./database-server.ts";
export type { PluginDatabaseSpec } from "./plugin-schema.ts";
export { DatabaseQueryError } from "./query-error.ts";
export { DatabaseUnavailableError } from "./query-error.ts";
export { DatabaseSetupError } from "./server-check.ts";
