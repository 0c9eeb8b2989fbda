export { createPluginDatabase, type PluginDatabase } from "./plugin-database.ts";
export { createTestDatabase, type TestDatabase } from "./test-database.ts";
export { startTestRedis, type TestRedis } from "./test-redis.ts";
export { testPostgres, type TestPostgres } from "./test-postgres.ts";
