import { oc } from "@orpc/contract";
import * as z from "zod";
import { outcomeSchema } from "./outcome.ts";
import { socketDataSchema } from "./socket-data.ts";
import { accessRuleSchema, accessSchema, dataSchema, eventIdSchema, nameSchema, pathSchema } from "./words.ts";

/** What a plugin said of itself in `register`, as far as it is plain data. */
export const declaredSchema = z.object({
  metadata: z.object({
    pluginId: nameSchema,
    displayName: z.string().max(200),
    description: z.string().max(2000).optional(),
  }),
  accessRules: z.array(accessRuleSchema).max(500),
  signals: z.array(z.object({ id: eventIdSchema, access: accessSchema })).max(500),
  deps: z
    .array(
      z.object({
        kind: z.enum(["service", "extension-point", "rpc", "extensions"]),
        id: z.string().max(200),
        isOptional: z.boolean(),
      }),
    )
    .max(500),
  /** Ids of services it would provide. */
  provides: z.array(z.string().max(200)).max(500),
  /** Ids of object points it would own. */
  points: z.array(z.string().max(200)).max(500),
});

export type Declared = z.infer<typeof declaredSchema>;

const extensionSchema = z.object({
  pointId: eventIdSchema,
  pluginId: nameSchema,
  metadata: z.looseObject({ id: z.string() }),
});

export type MirroredExtension = z.infer<typeof extensionSchema>;

/** What a plugin needs for one life. */
export const lifeSchema = z.object({
  database: z.object({ url: z.string(), schemaName: z.string() }),
  /** Base64 of the key that its secrets are sealed with; nobody else's open with it. */
  secretKey: z.base64(),
  instance: z.object({ id: z.string(), url: z.string(), version: z.string() }),
  /** What others have contributed to contract points of this plugin. */
  extensions: z.array(extensionSchema),
});

export type LifeNeeds = z.infer<typeof lifeSchema>;

/** `person` is sealed. */
const socketEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("open"),
    id: z.string(),
    path: z.string(),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    person: z.string(),
  }),
  z.object({ type: z.literal("message"), id: z.string(), data: socketDataSchema, person: z.string() }),
  z.object({ type: z.literal("close"), id: z.string(), code: z.number(), reason: z.string() }),
]);

export type SocketEvent = z.infer<typeof socketEventSchema>;

/** What the platform asks of the process of a plugin. */
export const processContract = {
  /** Imports the plugin and asks what it declares. */
  load: oc.output(declaredSchema),
  init: oc.input(lifeSchema),
  /** Runs the plugin's `afterPluginsReady`. */
  ready: oc,
  /** Undoes the life, once what runs has ended. */
  stop: oc,
  /** Answered by the event loop: while it is blocked, nobody answers. */
  ping: oc,
  hook: oc.input(
    z.object({
      hookId: eventIdSchema,
      payload: z.unknown().optional(),
      event: z.object({ id: z.string(), occurredAt: z.date(), attempt: z.number() }),
    }),
  ),
  job: oc.input(
    z.object({
      consumer: nameSchema,
      job: z.object({ id: z.string(), data: dataSchema, attempt: z.number(), dueAt: z.number() }),
    }),
  ),
  extension: oc
    .input(z.object({ pointId: eventIdSchema, id: z.string(), path: pathSchema, input: z.unknown().optional() }))
    .output(outcomeSchema),
  extensionChanged: oc.input(z.object({ type: z.enum(["added", "removed"]), extension: extensionSchema })),
  socket: oc.input(socketEventSchema),
  /** The values of `paths` in the plugin's OpenAPI document. */
  openApiPaths: oc.output(z.record(z.string(), z.looseObject({}))),
};
