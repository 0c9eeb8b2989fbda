import { oc } from "@orpc/contract";
import * as z from "zod";
import { outcomeSchema } from "./outcome.ts";
import { socketDataSchema } from "./socket-data.ts";
import { accessSchema, dataSchema, deliverySchema, eventIdSchema, nameSchema, pathSchema } from "./words.ts";

const MAX_BATCH = 1000;

const configRow = z.object({
  version: z.number().int(),
  data: dataSchema,
  writtenAt: z.date(),
  migratedAt: z.date().nullable(),
  originalVersion: z.number().int().nullable(),
});
const storedConfigRow = configRow.extend({ id: z.string() });
const configKey = z.object({ key: z.string().min(1).max(200) });

const recurrence = z.union([
  z.object({ everyMs: z.number(), offsetMs: z.number().optional() }),
  z.object({ cron: z.string().max(200), timeZone: z.string().max(100).optional() }),
]);

/**
 * What the process of a plugin may ask of the platform. The platform knows by the door through which a question comes
 * which plugin asks: no question says so.
 */
export const platformContract = {
  /** The process listens and can be told what to do. */
  hello: oc,
  log: oc.input(
    z.object({
      lines: z
        .array(
          z.object({
            level: z.enum(["debug", "info", "warn", "error"]),
            message: z.string().max(8000),
            fields: z.record(z.string(), z.unknown().optional()),
          }),
        )
        .max(MAX_BATCH),
    }),
  ),
  /** An error of the plugin that no call carries back. */
  lateError: oc.input(
    z.object({
      message: z.string().max(8000),
      stack: z.string().max(16_000).optional(),
      details: z.record(z.string(), z.string().max(500)),
    }),
  ),
  /** The plugin answers its contract from now on. */
  serve: oc,
  config: {
    current: oc.input(configKey).output(storedConfigRow.optional()),
    byId: oc.input(configKey.extend({ id: z.string().max(100) })).output(storedConfigRow.optional()),
    history: oc.input(configKey).output(z.array(storedConfigRow)),
    /** Writes when the current record is still `expected`; answers whether it was. */
    replace: oc.input(configKey.extend({ expected: z.string().nullable(), row: configRow })).output(z.boolean()),
  },
  queue: {
    enqueue: oc.input(
      z.object({
        queue: nameSchema,
        data: z.unknown().optional(),
        options: z.object({
          delayMs: z.number().optional(),
          key: z.string().max(500).optional(),
          attempts: z.number().int().optional(),
          backoffMs: z.number().optional(),
        }),
      }),
    ),
    schedule: oc.input(
      z.object({
        queue: nameSchema,
        jobs: z.array(z.object({ key: z.string().max(500), recurrence, data: dataSchema })).max(10_000),
      }),
    ),
    unschedule: oc.input(z.object({ queue: nameSchema, keys: z.array(z.string().max(500)).max(10_000) })),
    /** Jobs come as `job` with this `consumer`. */
    consume: oc.input(
      z.object({ queue: nameSchema, consumer: nameSchema, concurrency: z.number().int().min(1).optional() }),
    ),
    stats: oc.input(z.object({ queue: nameSchema })).output(
      z.object({
        waiting: z.number(),
        active: z.number(),
        delayed: z.number(),
        failed: z.number(),
        recurring: z.number(),
        skipped: z.number(),
        lagMs: z.number(),
      }),
    ),
  },
  /** Events come as `hook` from now on. */
  subscribe: oc.input(z.object({ hookId: eventIdSchema, delivery: deliverySchema })),
  emitSignals: oc.input(
    z.object({
      signals: z
        .array(
          z.object({ id: eventIdSchema, payload: z.unknown().optional(), subject: z.string().max(500).optional() }),
        )
        .max(MAX_BATCH),
    }),
  ),
  /** Calls another plugin, for itself or for a person by the seal that came with them. */
  call: oc
    .input(
      z.object({
        pluginId: nameSchema,
        path: pathSchema,
        input: z.unknown().optional(),
        onBehalfOf: z.string().max(100_000).optional(),
      }),
    )
    .output(outcomeSchema),
  /** Adds to another plugin's contract point; the platform calls it as `extension`. */
  contribute: oc.input(z.object({ pointId: eventIdSchema, metadata: z.looseObject({ id: z.string().max(200) }) })),
  /** Calls what was contributed to a contract point of the plugin's own. */
  callExtension: oc
    .input(z.object({ pointId: eventIdSchema, id: z.string(), path: pathSchema, input: z.unknown().optional() }))
    .output(outcomeSchema),
  sockets: {
    register: oc.input(z.object({ path: z.string().startsWith("/").max(200), access: accessSchema })),
    /** Resolves once the browser's connection has taken all of it. */
    send: oc.input(z.object({ id: z.string(), messages: z.array(socketDataSchema).max(MAX_BATCH) })),
    close: oc.input(z.object({ id: z.string(), code: z.number().int(), reason: z.string().max(123) })),
  },
};
