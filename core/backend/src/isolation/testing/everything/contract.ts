import { createContract, createContractPoint, createHook, createSignal, procedure } from "@checkstack/common";
import * as z from "zod";

/** A plugin that does everything that a plugin can do, and what others need of it. */
export const metadata = { pluginId: "everything", displayName: "Everything" };

export const access = { write: { id: "visit.write", description: "Write visits", defaultFor: ["users" as const] } };

export const everythingContract = createContract(metadata, {
  visit: procedure
    .meta({ access: "public" })
    .route({ method: "POST", path: "/visits" })
    .input(z.object({ name: z.string().min(1), at: z.coerce.date() }))
    .output(z.object({ name: z.string(), at: z.date(), count: z.number() }))
    .errors({ TOO_MANY: { status: 409, data: z.object({ most: z.number() }) } }),
  guarded: procedure
    .meta({ access: [access.write] })
    .route({ method: "GET", path: "/guarded" })
    .output(z.object({ who: z.string() })),
  forward: procedure
    .meta({ access: "public" })
    .route({ method: "POST", path: "/forward" })
    .input(z.object({ as: z.enum(["itself", "caller", "somebody"]) }))
    .output(z.unknown()),
  greetings: procedure
    .meta({ access: "public" })
    .route({ method: "GET", path: "/greetings/{name}" })
    .input(z.object({ name: z.string() }))
    .output(z.array(z.string())),
  settings: procedure
    .meta({ access: "public" })
    .route({ method: "POST", path: "/settings" })
    .input(z.object({ color: z.string(), token: z.string() }))
    .output(z.unknown()),
  enqueue: procedure
    .meta({ access: "public" })
    .route({ method: "POST", path: "/jobs" })
    .input(z.object({ text: z.string() })),
  shout: procedure
    .meta({ access: "public" })
    .route({ method: "POST", path: "/shout" })
    .input(z.object({ text: z.string() })),
  /** Waits until its caller leaves. */
  linger: procedure.meta({ access: "public" }).route({ method: "GET", path: "/linger" }),
  /** Gives a file back in capitals. */
  capitals: procedure
    .meta({ access: "public", maxBodyBytes: 4 * 1024 * 1024 })
    .route({ method: "POST", path: "/capitals" })
    .input(z.object({ file: z.file() }))
    .output(z.file()),
  /** What happened to the plugin, in the order in which it happened. */
  diary: procedure.meta({ access: "public" }).route({ method: "GET", path: "/diary" }).output(z.array(z.string())),
  misbehave: procedure
    .meta({ access: "public" })
    .route({ method: "POST", path: "/misbehave/{how}" })
    .input(z.object({ how: z.enum(["throw", "late"]) })),
});

export const shouted = createHook(metadata, {
  id: "shouted",
  payload: z.object({ text: z.string() }),
  delivery: "once",
});
export const visited = createSignal(metadata, {
  id: "visited",
  payload: z.object({ name: z.string() }),
  access: "public",
});

/** Whoever adds to it can greet. */
export const greeters = createContractPoint(metadata, {
  id: "greeters",
  metadata: z.object({ id: z.string(), language: z.string() }),
  router: { greet: procedure.input(z.object({ name: z.string() })).output(z.string()) },
});

/** The plugin that it works with, which runs in the platform's process. */
export const partner = { pluginId: "partner", displayName: "Partner" };

export const partnerContract = createContract(partner, {
  whoCalls: procedure
    .meta({ access: "public" })
    .route({ method: "GET", path: "/who" })
    .output(z.object({ principal: z.unknown(), at: z.date() })),
  fail: procedure
    .meta({ access: "public" })
    .errors({ NO_SUCH_THING: { status: 404, data: z.object({ id: z.string() }) } }),
  heard: procedure.meta({ access: "public" }).route({ method: "GET", path: "/heard" }).output(z.array(z.string())),
  call: procedure
    .meta({ access: "public" })
    .route({ method: "POST", path: "/call" })
    .input(z.object({ at: z.date() }))
    .output(z.unknown()),
});

export const rung = createHook(partner, { id: "rung", payload: z.object({ bell: z.string() }), delivery: "once" });

/** Whoever adds to it can count. */
export const counters = createContractPoint(partner, {
  id: "counters",
  metadata: z.object({ id: z.string() }),
  router: {
    count: procedure
      .input(z.object({ to: z.number() }))
      .output(z.array(z.number()))
      .errors({ TOO_FAR: { status: 400, data: z.object({ most: z.number() }) } }),
  },
});
