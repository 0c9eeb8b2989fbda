import { createContract, procedure } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";
import { deadLetterSchema, engineSchema, engineStateSchema, queueStateSchema } from "./queue-state.ts";

const read = { access: [access.queueRead] } as const;
const manage = { access: [access.queueManage] } as const;

const letterRef = z.object({
  kind: z.enum(["job", "event"]),
  source: z.string().max(200),
  id: z.string().max(500),
  subscriber: z.string().max(200).nullish(),
});

export const queueContract = createContract(pluginMetadata, {
  stats: procedure
    .meta(read)
    .route({ method: "GET", path: "/stats", summary: "The engine at work, its queues and how late they are" })
    .output(z.object({ engine: engineStateSchema, queues: z.array(queueStateSchema) })),

  engines: {
    list: procedure
      .meta(manage)
      .route({ method: "GET", path: "/engines", summary: "The engines that could run the queues, and their settings" })
      .output(z.object({ engines: z.array(engineSchema) })),
    choose: procedure
      .meta(manage)
      .route({ method: "PUT", path: "/engine", summary: "Choose the engine; jobs that wait are handed over to it" })
      .input(z.object({ engine: z.string().max(100) }))
      .output(engineStateSchema)
      .errors({
        ENGINE_NOT_FOUND: { status: 404, message: "No plugin that runs provides this engine." },
        ENGINE_UNUSABLE: { status: 409, data: z.object({ reason: z.string() }) },
        ENGINE_FOR_ONE_PROCESS: {
          status: 409,
          message:
            "Several processes run the queues, and each would run every recurring job with this engine. Choose one that all share, or stop the others first.",
        },
      }),
    configure: procedure
      .meta(manage)
      .route({ method: "PUT", path: "/engines/{id}/settings", summary: "Set what an engine needs" })
      .input(z.object({ id: z.string().max(100), values: z.unknown() }))
      .output(engineSchema)
      .errors({
        ENGINE_NOT_FOUND: { status: 404, message: "No plugin that runs provides this engine, or it has no settings." },
      }),
  },

  deadLetters: {
    list: procedure
      .meta(manage)
      .route({ method: "GET", path: "/dead-letters", summary: "Jobs and events that failed for good, newest first" })
      .input(z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }))
      .output(z.object({ items: z.array(deadLetterSchema) })),
    retry: procedure
      .meta(manage)
      .route({
        method: "POST",
        path: "/dead-letters/retry",
        summary: "Try a dead letter again, as if for the first time",
      })
      .input(letterRef)
      .output(z.object({}))
      .errors({ DEAD_LETTER_NOT_FOUND: { status: 404, message: "It was tried again or thrown away meanwhile." } }),
    discard: procedure
      .meta(manage)
      .route({ method: "POST", path: "/dead-letters/discard", summary: "Throw a dead letter away" })
      .input(letterRef)
      .output(z.object({}))
      .errors({ DEAD_LETTER_NOT_FOUND: { status: 404, message: "It was tried again or thrown away meanwhile." } }),
  },
});
