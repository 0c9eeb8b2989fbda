import { core, createBackendPlugin, extensionsOf, implementContract, personOf, rpc } from "@checkstack/backend-api";
import { defineConfig, secretText } from "@checkstack/common";
import * as z from "zod";
import {
  access,
  counters,
  everythingContract,
  greeters,
  metadata,
  partnerContract,
  rung,
  shouted,
  visited,
} from "./contract.ts";

const settings = defineConfig({
  version: 2,
  schema: z.object({ color: z.string().default("grey"), token: secretText().default("") }),
  migrations: { 2: (data) => data },
});

/** Writes down what happens to it. */
const diary: string[] = [];

export default createBackendPlugin({
  metadata,
  register(registry) {
    registry.registerAccessRules(Object.values(access));
    registry.registerContract(everythingContract);
    registry.registerSignals([visited]);
    registry.registerInit({
      deps: {
        database: core.database,
        config: core.config,
        secrets: core.secrets,
        logger: core.logger,
        clock: core.clock,
        instance: core.instance,
        queues: core.queue,
        partner: rpc(partnerContract),
        greeters: extensionsOf(greeters),
      },
      init({
        database,
        config,
        secrets,
        logger,
        queues,
        partner,
        greeters: list,
        serve,
        contribute,
        emitSignal,
        emitHook,
      }) {
        const queue = queues.queue("texts", z.object({ text: z.string(), at: z.coerce.date() }));
        list.onChange(({ type, extension }) => void diary.push(`${type} ${extension.metadata.language}`));
        queue.consume(async ({ data }) => void diary.push(`job ${data.text} ${data.at.getUTCFullYear()}`));
        const os = implementContract(everythingContract);
        const router = os.router({
          visit: os.visit.handler(async ({ input: { name, at }, errors }) => {
            if (name === "everybody") throw errors.TOO_MANY({ message: "Not all at once.", data: { most: 3 } });
            await database.query("insert into visits (name, seen_at) values ($1, $2)", [name, at]);
            const [row] = await database.query<{ count: number; at: Date }>(
              "select count(*)::int as count, max(seen_at) as at from visits where name = $1",
              [name],
            );
            emitSignal(visited, { name }, { subject: name });
            logger.info("a visit", { name });
            return { name, at: row?.at ?? at, count: row?.count ?? 0 };
          }),
          guarded: os.guarded.handler(({ context }) => {
            const person = personOf(context.principal);
            return { who: person && "name" in person ? person.name : "nobody" };
          }),
          forward: os.forward.handler(async ({ input, context }) => {
            if (input.as === "itself") return partner.whoCalls();
            const somebody = { type: "user", id: "9", name: "Eve", email: "", roles: [], accessRules: ["*"] } as const;
            const onBehalfOf = input.as === "somebody" ? somebody : personOf(context.principal);
            return partner.whoCalls(undefined, { context: { onBehalfOf } });
          }),
          greetings: os.greetings.handler(({ input }) =>
            Promise.all(list.list().map(({ client }) => client.greet({ name: input.name }))),
          ),
          settings: os.settings.handler(async ({ input }) => {
            const before = await config.read("settings", settings);
            await config.write("settings", settings, input);
            const [newest] = await config.history("settings");
            const sealed = secrets.seal("x", "here");
            return {
              before: before.color,
              now: await config.read("settings", settings),
              history: newest?.data,
              opens: secrets.open(sealed, "here"),
            };
          }),
          enqueue: os.enqueue.handler(({ input }) => queue.enqueue({ ...input, at: new Date("2026-01-01") })),
          shout: os.shout.handler(({ input }) => database.transaction((tx) => emitHook(shouted, input, { tx }))),
          linger: os.linger.handler(async ({ signal }) => {
            diary.push("lingers");
            await new Promise((resolve) => signal?.addEventListener("abort", resolve));
            diary.push("was left");
          }),
          capitals: os.capitals.handler(
            async ({ input: { file } }) =>
              new File([(await file.text()).toUpperCase()], file.name, { type: file.type }),
          ),
          diary: os.diary.handler(() => diary),
          misbehave: os.misbehave.handler(({ input }) => {
            if (input.how === "throw") throw new Error("a bug in everything");
            setTimeout(() => {
              throw new Error("a late bug in everything");
            }, 1);
          }),
        });
        serve(everythingContract, router);
        const points = implementContract({ pluginId: counters.ownerId, router: counters.router });
        contribute(counters, {
          metadata: { id: "simple" },
          implementation: points.router({
            count: points.count.handler(({ input: { to }, errors }) => {
              if (to > 5) throw errors.TOO_FAR({ data: { most: 5 } });
              return Array.from({ length: to }, (_, index) => index + 1);
            }),
          }),
        });
      },
      async afterPluginsReady({ onHook, wsRegistry, partner, scope }) {
        const { at } = await partner.whoCalls();
        diary.push(`ready ${at instanceof Date}`);
        onHook(rung, ({ bell }, event) => void diary.push(`rung ${bell} ${event.occurredAt instanceof Date}`));
        wsRegistry.register("/echo", {
          access: "public",
          open: (socket) => void socket.send(`welcome ${personOf(socket.principal)?.type}`),
          message(socket, data) {
            if (data === "bug") throw new Error("a bug in the socket");
            socket.send(typeof data === "string" ? data.toUpperCase() : data.toReversed());
          },
          close: (_, code) => void diary.push(`closed ${code}`),
        });
        scope.defer(() => void diary.push("stopped"));
      },
    });
  },
});
