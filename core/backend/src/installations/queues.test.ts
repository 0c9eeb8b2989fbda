import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { startTestRedis } from "@checkstack/test-utils-backend";
import { RedisClient } from "bun";
import * as z from "zod";
import { setUpAdministrator } from "../testing/people.ts";
import { workspacePlugins } from "../testing/plugin-source.ts";
import { createHome, type Home } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";
import { installingPlatform } from "./testing/installing-platform.ts";
import { answering, packedPlugin } from "./testing/packed-plugin.ts";
import { queryOnce } from "./testing/query-once.ts";

setDefaultTimeout(60_000);

/** Runs queues; with `fill` it leaves a job that waits, a dead letter and a recurring job in them. */
const queueing = answering("demo", "1.0.0", {
  deps: "queues: core.queue",
  init: `
    const work = given.queues.queue("work", z.unknown());
    work.consume(async () => { throw new Error("broken"); });`,
}).replace(
  'return "demo 1.0.0";',
  `if (name === "fill") {
     await work.enqueue("dead", { attempts: 1 });
     await work.enqueue("later", { delayMs: 3_600_000 });
     await work.schedule([{ key: "yearly", recurrence: { cron: "0 0 1 1 *" }, data: 1 }]);
   }
   return work.stats();`,
);

const statsShape = z.object({ delayed: z.number(), failed: z.number(), recurring: z.number() });

const stores = {
  async postgres() {
    return {
      /** How many rows or keys name the queues of the plugin. */
      async traces(home: Home): Promise<number> {
        const sql = `select (select count(*) from "plugin_queue-bullmq-backend".job where queue like 'demo.%')
          + (select count(*) from "plugin_queue-bullmq-backend".grid_jobs where queue like 'demo.%') as n`;
        const [row] = await queryOnce(home, sql, []);
        return z.object({ n: z.coerce.number() }).parse(row).n;
      },
      async [Symbol.asyncDispose]() {},
    };
  },
  async redis() {
    const redis = await startTestRedis();
    const client = new RedisClient(redis.url);
    process.env["REDIS_URL"] = redis.url;
    return {
      traces: async () => z.array(z.string()).parse(await client.send("KEYS", ["*demo.*"])).length,
      async [Symbol.asyncDispose]() {
        delete process.env["REDIS_URL"];
        client.close();
        await redis[Symbol.asyncDispose]();
      },
    };
  },
};

describe.each(Object.entries(stores))("on %s", (engine, openStore) => {
  test("jobs, recurring jobs and dead letters of a plugin stay with its data, and go with them", async () => {
    await using store = await openStore();
    await using home = await createHome();
    const plugins = await workspacePlugins("auth-backend", "auth-credential-backend", "queue-*");
    await using platform = await installingPlatform({ home, plugins });
    const admin = await setUpAdministrator(platform);
    const chosen = await admin.send("/api/queue/engine", { engine }, { method: "PUT" });
    expect([chosen.status, await chosen.json()]).toMatchObject([200, { running: { id: engine } }]);
    const install = () => platform.install(packedPlugin({ plugins: [{ pluginId: "demo", code: queueing }] }));
    const uninstall = (data: "keep" | "delete") =>
      platform.installations.uninstall({ name: "@acme/demo", actor: "Ada", data });
    const statsOf = async (name = "stats") => statsShape.parse(await (await platform.ask(`/api/demo/${name}`)).json());

    await install();
    await statsOf("fill");
    await until(async () => (await statsOf()).failed === 1);
    await uninstall("keep");
    await install();
    expect(await statsOf()).toEqual({ delayed: 1, failed: 1, recurring: 1 });

    expect(await store.traces(home)).toBeGreaterThan(0);
    await uninstall("delete");
    await until(async () => (await store.traces(home)) === 0);
    await install();
    expect(await statsOf()).toEqual({ delayed: 0, failed: 0, recurring: 0 });
    const letters = await (await admin.ask("/api/queue/dead-letters")).json();
    expect(letters).toEqual({ items: [] });
  });
});
