export { createPluginDatabase, type PluginDatabase } from "./plugin-database.ts";
export { createTestDatabase, type TestDatabase } from "./test-database.ts";
export { testPostgres, type TestPostgres } from "./test-postgres.ts";
