import { ORPCError } from "@orpc/client";
import * as z from "zod";

/**
 * What a call came to, when it is passed on: the errors that its contract declares are answers, and must reach the caller
 * as they are.
 */
export const outcomeSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), output: z.unknown().optional() }),
  z.object({
    ok: z.literal(false),
    error: z.object({
      code: z.string().max(200),
      status: z.number().int().min(400).max(599),
      message: z.string().max(10_000),
      defined: z.boolean(),
      data: z.unknown().optional(),
    }),
  }),
]);

export type Outcome = z.infer<typeof outcomeSchema>;

/** Errors of calls become part of the outcome; anything else is thrown on. */
export async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { ok: true, output: await work() };
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error;
    const { code, status, message, defined, data } = error;
    return { ok: false, error: { code: String(code), status, message, defined, data } };
  }
}

/** The output, or the error thrown again. */
export function outputOf(outcome: Outcome): unknown {
  if (outcome.ok) return outcome.output;
  const { code, ...rest } = outcome.error;
  throw new ORPCError(code, rest);
}
