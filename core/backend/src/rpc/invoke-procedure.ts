import type { CallContext } from "@checkstack/backend-api";
import { ORPCError } from "@orpc/client";
import { getEventIteratorSchemaDetails, validateORPCError, ValidationError, type AnySchema } from "@orpc/contract";
import { createORPCErrorConstructorMap, createProcedureClient, type AnyProcedure } from "@orpc/server";
import { createCoercion } from "./coercion.ts";

/** Validates, runs, validates: nothing about access. */
export type InvokeProcedure = (input: unknown, options: InvokeOptions) => Promise<unknown>;

export interface InvokeOptions {
  readonly context: CallContext;
  readonly signal?: AbortSignal;
  readonly lastEventId?: string;
  /** Turns text into numbers, booleans and dates as the input's schema asks: JSON and query strings have no others. */
  readonly coerce?: boolean;
}

export function createInvoker(procedure: AnyProcedure, path: readonly string[]): InvokeProcedure {
  const invoke = needsClient(procedure) ? invokeByClient(procedure, path) : invokeDirectly(procedure, path);
  const { inputSchema } = procedure["~orpc"];
  if (!inputSchema) return invoke;
  const coercion = createCoercion(inputSchema);
  return async (input, options) => invoke(options.coerce ? await coercion(input) : input, options);
}

/** What has middlewares, or answers with a stream, is left to oRPC. */
function needsClient(procedure: AnyProcedure): boolean {
  const { middlewares, outputSchema } = procedure["~orpc"];
  return middlewares.length > 0 || !outputSchema || getEventIteratorSchemaDetails(outputSchema) !== undefined;
}

function invokeByClient(procedure: AnyProcedure, path: readonly string[]): InvokeProcedure {
  const client = createProcedureClient(procedure, { path, context: (call: { current: CallContext }) => call.current });
  return (input, { context: current, signal, lastEventId }) =>
    client(input, { context: { current }, signal, lastEventId });
}

/** The same without oRPC's provisions for middlewares and tracing, which cost more than most procedures do. */
function invokeDirectly(procedure: AnyProcedure, path: readonly string[]): InvokeProcedure {
  const { inputSchema, outputSchema, errorMap, handler } = procedure["~orpc"];
  const errors = createORPCErrorConstructorMap(errorMap);
  return async (input, { context, signal, lastEventId }) => {
    try {
      const parsed = await parse(inputSchema, input, inputRefused);
      const output: unknown = await handler({ context, input: parsed, path, procedure, signal, lastEventId, errors });
      return await parse(outputSchema, output, outputRefused);
    } catch (error) {
      throw error instanceof ORPCError ? await validateORPCError(errorMap, error) : error;
    }
  };
}

async function parse(schema: AnySchema, value: unknown, refused: (cause: ValidationError) => Error): Promise<unknown> {
  if (!schema) return value;
  const result = await schema["~standard"].validate(value);
  if (!result.issues) return result.value;
  throw refused(
    new ValidationError({ message: "the value does not fit its schema", issues: result.issues, data: value }),
  );
}

const inputRefused = (cause: ValidationError) =>
  new ORPCError("BAD_REQUEST", { message: "Input validation failed", cause });

const outputRefused = (cause: ValidationError) =>
  new ORPCError("INTERNAL_SERVER_ERROR", { message: "Output validation failed", cause });
