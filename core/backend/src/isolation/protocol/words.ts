import * as z from "zod";

/*
 * The words of both contracts between the platform and a process. Everything has a limit: a process may send what it
 * likes.
 */

/** A plugin id, or the name of a queue or a consumer. */
export const nameSchema = z.string().min(1).max(100);

/** `catalog.systemDeleted`: the id of a hook, of a signal or of a contract point. */
export const eventIdSchema = z
  .string()
  .max(200)
  .regex(/^[a-z][a-z0-9-]*\.[\w.-]+$/);

/** The path of a procedure: `["systems", "get"]`. */
export const pathSchema = z
  .array(
    z
      .string()
      .max(100)
      .regex(/^[\w$-]+$/),
  )
  .min(1)
  .max(10);

export const deliverySchema = z.enum(["local", "broadcast", "once"]);

export const accessRuleSchema = z.object({
  id: z.string().max(200),
  description: z.string().max(2000),
  defaultFor: z.array(z.enum(["users", "anonymous"])).optional(),
});

export const accessSchema = z.union([
  z.enum(["public", "authenticated", "service"]),
  z.array(accessRuleSchema).min(1).max(100),
]);

/** Whatever a plugin stores or sends; JSON leaves out what is `undefined`. */
export const dataSchema = z.unknown().default(undefined);
