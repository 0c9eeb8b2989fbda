import * as z from "zod";

/** An error as HTTP tells it: RFC 9457, with a stable `code` and, for bad input, one entry for each wrong field. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  /** Fields that were wrong: `path` is dotted, `message` a sentence. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** The typed data of the error, as the contract declares it. */
  data: z.unknown().optional(),
});

export type Problem = z.infer<typeof problemSchema>;
