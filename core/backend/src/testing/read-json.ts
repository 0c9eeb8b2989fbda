import type * as z from "zod";

/** The JSON of an answer, in the shape that a test expects. */
export const readJson = async <Schema extends z.ZodType>(answer: Response, schema: Schema): Promise<z.output<Schema>> =>
  schema.parse(await answer.json());
