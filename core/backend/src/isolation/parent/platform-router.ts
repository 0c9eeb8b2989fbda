import type { Logger, Queue } from "@checkstack/backend-api";
import { implement } from "@orpc/server";
import * as z from "zod";
import { outcomeOf } from "../protocol/outcome.ts";
import { platformContract } from "../protocol/platform-contract.ts";
import { callByPath } from "./call-by-path.ts";
import { askExtension } from "./child-extension.ts";
import type { Life } from "./life.ts";

/** Whom a question comes from. The door it came through says so; the question cannot. */
export interface Asker {
  readonly pluginId: string;
  readonly logger: Logger;
  reportLateError(error: Error, details: Record<string, string>): void;
  /** Throws while the plugin has not begun, or is over. */
  life(): Life;
}

const MAX_FIELDS = 16_000;

const os = implement(platformContract).$context<Asker>();

/** Answers what the processes of plugins ask; made once for all of them. */
export const platformRouter = os.router({
  hello: os.hello.handler(() => {}),

  log: os.log.handler(({ input, context: { logger } }) => {
    for (const { level, message, fields } of input.lines) logger[level](message, cappedFields(fields));
  }),

  lateError: os.lateError.handler(({ input, context }) => {
    const error = new Error(input.message);
    if (input.stack) error.stack = input.stack;
    context.reportLateError(error, input.details);
  }),

  serve: os.serve.handler(({ context }) => {
    const life = context.life();
    life.quota.take("contract", crypto.randomUUID());
    life.serve();
  }),

  config: {
    current: os.config.current.handler(({ input, context }) => context.life().rows.current(input.key)),
    byId: os.config.byId.handler(({ input, context }) => context.life().rows.byId(input.key, input.id)),
    history: os.config.history.handler(async ({ input, context }) => [
      ...(await context.life().rows.history(input.key)),
    ]),
    replace: os.config.replace.handler(async ({ input: { key, expected, row }, context }) => {
      let isCurrent = false;
      await context.life().rows.replace(key, (current) => {
        isCurrent = (current?.id ?? null) === expected;
        return isCurrent ? row : undefined;
      });
      return isCurrent;
    }),
  },

  queue: {
    enqueue: os.queue.enqueue.handler(({ input: { queue, data, options }, context }) =>
      queueOf(context.life(), queue).enqueue(data, options),
    ),
    schedule: os.queue.schedule.handler(({ input: { queue, jobs }, context }) =>
      queueOf(context.life(), queue).schedule(jobs),
    ),
    unschedule: os.queue.unschedule.handler(({ input: { queue, keys }, context }) =>
      queueOf(context.life(), queue).unschedule(keys),
    ),
    consume: os.queue.consume.handler(({ input: { queue, consumer, concurrency }, context }) => {
      const life = context.life();
      life.quota.take("consumers", crypto.randomUUID());
      queueOf(life, queue).consume(
        async (job, signal) => {
          await life.process.ask.job({ consumer, job }, { signal });
        },
        concurrency === undefined ? {} : { concurrency },
      );
    }),
    stats: os.queue.stats.handler(({ input, context }) => queueOf(context.life(), input.queue).stats()),
  },

  subscribe: os.subscribe.handler(({ input: { hookId, delivery }, context }) => {
    const life = context.life();
    if (!life.extras) throw new Error("subscribes to a hook before all plugins are ready");
    life.quota.take("subscriptions", crypto.randomUUID());
    const hook = { id: hookId, pluginId: hookId.split(".")[0] ?? "", payload: z.unknown(), delivery };
    life.extras.onHook(hook, async (payload, event) => {
      await life.process.ask.hook({ hookId, payload, event });
    });
  }),

  emitSignals: os.emitSignals.handler(({ input, context }) => {
    const { signals, context: plugin } = context.life();
    for (const { id, payload, subject } of input.signals) {
      const signal = signals.get(id);
      if (!signal) throw new Error(`emits signal "${id}", which it did not register; call registerSignals first`);
      plugin.emitSignal(signal, payload, subject === undefined ? {} : { subject });
    }
  }),

  call: os.call.handler(({ input, context, signal }) => {
    const life = context.life();
    const call = life.others.get(input.pluginId);
    if (!call) throw new Error(`calls plugin "${input.pluginId}" without rpc(...) among its deps`);
    const onBehalfOf = input.onBehalfOf === undefined ? undefined : life.seal.open(input.onBehalfOf);
    return outcomeOf(() =>
      call(input.path, input.input, { ...(onBehalfOf && { onBehalfOf }), ...(signal && { signal }) }),
    );
  }),

  contribute: os.contribute.handler(({ input: { pointId, metadata }, context }) => {
    const life = context.life();
    life.quota.take("contributions", crypto.randomUUID());
    life.contribute(pointId, {
      metadata,
      call: (path, callInput, { signal }) =>
        askExtension(life, { pointId, id: metadata.id, path: [...path], input: callInput }, signal),
    });
  }),

  callExtension: os.callExtension.handler(({ input: { pointId, id, path, input }, context, signal }) => {
    const extension = context.life().extensions.get(pointId)?.get(id);
    if (!extension) throw new Error(`"${pointId}" has no contribution "${id}" any more`);
    return outcomeOf(() => callByPath(extension.client, path, input, { ...(signal && { signal }) }));
  }),

  sockets: {
    register: os.sockets.register.handler(({ input: { path, access }, context }) => {
      const { extras, sockets, quota } = context.life();
      if (!extras) throw new Error("registers a socket before all plugins are ready");
      quota.take("sockets", path);
      extras.wsRegistry.register(path, sockets.handler(path, access));
    }),
    send: os.sockets.send.handler(({ input: { id, messages }, context }) => context.life().sockets.send(id, messages)),
    close: os.sockets.close.handler(({ input: { id, code, reason }, context }) =>
      context.life().sockets.close(id, code, reason),
    ),
  },
});

function queueOf({ queues, quota }: Life, name: string): Queue {
  if (!queues) throw new Error("uses a queue without core.queue among its deps");
  quota.take("queues", name);
  return queues.queue(name, z.unknown());
}

const cappedFields = (fields: Record<string, unknown>): Record<string, unknown> => {
  const text = JSON.stringify(fields);
  return text.length <= MAX_FIELDS ? fields : { fields: text.slice(0, MAX_FIELDS) };
};
