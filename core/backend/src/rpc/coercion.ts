import type { AnySchema } from "@orpc/contract";
import { JsonSchemaCoercer } from "@orpc/json-schema";
import { CompositeSchemaConverter } from "@orpc/openapi";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";

/** Turns text into numbers, booleans and dates where a schema asks for them; what does not fit stays as it is. */
export type Coercion = (value: unknown) => Promise<unknown>;

const converter = new CompositeSchemaConverter([new ZodToJsonSchemaConverter()]);
const coercer = new JsonSchemaCoercer();

export function createCoercion(schema: AnySchema): Coercion {
  let converted: ReturnType<typeof converter.convert> | undefined;
  return async (value) => {
    converted ??= converter.convert(schema, { strategy: "input" });
    const [, jsonSchema] = await converted;
    return coercer.coerce(jsonSchema, value);
  };
}
