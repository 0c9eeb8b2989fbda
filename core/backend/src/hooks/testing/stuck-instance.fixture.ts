import { createHook } from "@checkstack/common";
import * as z from "zod";
import { connectDatabaseServer } from "../../database/database-server.ts";
import { createSecretBox } from "../../secrets/secret-box.ts";
import { createHookBus } from "../hook-bus.ts";

/** An instance that takes an event and never finishes it: `bun stuck-instance.fixture.ts <database url>`. */
const clock = { now: Date.now, monotonic: () => performance.now() };
const logger = { debug() {}, info() {}, warn() {}, error() {} };
const server = await connectDatabaseServer({
  url: process.argv[2] ?? "",
  secrets: createSecretBox(new Uint8Array(32)),
  clock,
  logger,
});
const bus = createHookBus({
  server,
  instanceId: "stuck",
  clock,
  logger,
  schemas: () => ["plugin_catalog-backend"],
  leaseMs: 600,
});
const added = createHook(
  { pluginId: "catalog", displayName: "Catalog" },
  { id: "added", payload: z.object({ n: z.number() }), delivery: "once" },
);
const scope = {
  pluginId: "incident",
  signal: new AbortController().signal,
  defer() {},
  use: <T>(resource: T): T => resource,
};
bus.subscribe(scope, added, ({ n }) => {
  process.stdout.write(`took ${n}`);
  return new Promise(() => {});
});
bus.start();
