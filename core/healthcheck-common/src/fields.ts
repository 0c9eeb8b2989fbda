import * as z from "zod";

/** What a field holds: it decides which operators an assertion may use, and whether it needs a path. */
export const fieldTypeSchema = z.enum(["number", "text", "boolean", "date", "json", "headers"]);
export type FieldType = z.infer<typeof fieldTypeSchema>;

/** One result field of a strategy, as the assertion editor offers it. */
export const fieldDescriptorSchema = z.object({
  /** The key in the field values: `statusCode`. */
  id: z.string(),
  /** As it reads in the middle of a sentence: `status code`. */
  label: z.string(),
  type: fieldTypeSchema,
  /** `ms`, `days`, `%`. */
  unit: z.string().optional(),
});
export type FieldDescriptor = z.infer<typeof fieldDescriptorSchema>;

/** What one run found, by field id. Dates are ISO 8601 text, headers an object with lower-case names. */
export const fieldValuesSchema = z.record(z.string(), z.unknown());
export type FieldValues = z.infer<typeof fieldValuesSchema>;
