export { createPluginDatabase, type PluginDatabase } from "./plugin-database.ts";
export { createTestDatabase, type TestDatabase } from "./test-database.ts";
export { startTestGitHub, type TestGitHub, type TestRelease } from "./test-github.ts";
export { startTestRedis, type TestRedis } from "./test-redis.ts";
export { testPostgres, type TestPostgres } from "./test-postgres.ts";
export { startTestRegistry, type StoredPackument, type TestRegistry } from "./test-registry.ts";
