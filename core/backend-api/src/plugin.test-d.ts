// Checked by the type checker alone: what a plugin author sees in an editor.
import { createContract, createContractPoint, createHook, definePluginMetadata, procedure } from "@checkstack/common";
import * as z from "zod";
import {
  core,
  createBackendPlugin,
  createServiceRef,
  extensionsOf,
  implementContract,
  optional,
  rpc,
} from "./index.ts";

const metadata = definePluginMetadata({ pluginId: "demo", displayName: "Demo" });
const contract = createContract(metadata, {
  things: {
    get: procedure
      .meta({ access: "public" })
      .route({ method: "GET", path: "/things/{id}" })
      .input(z.object({ id: z.string() }))
      .output(z.object({ id: z.string(), at: z.date() }))
      .errors({ THING_NOT_FOUND: { status: 404, data: z.object({ id: z.string() }) } }),
  },
});
const strategies = createContractPoint(metadata, {
  id: "strategies",
  metadata: z.object({ id: z.string(), label: z.string() }),
  router: { run: procedure.input(z.object({ n: z.number() })).output(z.number()) },
});
const happened = createHook(metadata, { id: "happened", payload: z.object({ id: z.string() }), delivery: "once" });
const counter = createServiceRef<{ next(): number }>("demo.counter");

createBackendPlugin({
  metadata,
  register(registry) {
    registry.registerContract(contract);
    registry.registerInit({
      deps: {
        database: core.database,
        things: rpc(contract),
        strategies: extensionsOf(strategies),
        counter: optional(counter),
      },
      provides: [counter],
      async init({ database, things, strategies: added, counter: maybe, serve, provide, contribute, emitHook }) {
        const rows: { id: string }[] = await database.query<{ id: string }>("select 1");
        const thing = await things.things.get({ id: rows[0]?.id ?? "" }, { context: {} });
        const at: Date = thing.at;
        const result: number | undefined = await added.get("x")?.client.run({ n: at.getTime() });
        provide(counter, { next: () => result ?? 0 });
        // @ts-expect-error an optional service may be absent
        maybe.next();
        // @ts-expect-error the payload is typed
        await emitHook(happened, { id: 1 });
        const os = implementContract(contract);
        serve(
          contract,
          os.router({
            things: {
              get: os.things.get.handler(({ input, errors, context }) => {
                if (context.principal.type === "anonymous") throw errors.THING_NOT_FOUND({ data: { id: input.id } });
                return { id: input.id, at: new Date() };
              }),
            },
          }),
        );
        const point = implementContract({ pluginId: "demo", router: strategies.router });
        contribute(strategies, {
          metadata: { id: "a", label: "A" },
          implementation: point.router({ run: point.run.handler(({ input }) => input.n) }),
        });
        contribute(strategies, {
          // @ts-expect-error metadata is typed
          metadata: { id: "a" },
          implementation: point.router({ run: point.run.handler(({ input }) => input.n) }),
        });
      },
      afterPluginsReady({ onHook }) {
        onHook(happened, async ({ id }, event) => void `${id}${event.id}`);
      },
    });
  },
});
