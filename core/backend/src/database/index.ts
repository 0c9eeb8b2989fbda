export { connectDatabaseServer, type DatabaseServer } from "./database-server.ts";
export { DatabaseUnavailableError } from "./query-error.ts";
export { DatabaseSetupError } from "./server-check.ts";
