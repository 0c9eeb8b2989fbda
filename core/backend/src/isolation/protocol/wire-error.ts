import { ORPCError } from "@orpc/client";
import * as z from "zod";
import { errorSentence, stackOf } from "../../kernel/error-text.ts";

const CODE = "FAILED_THERE";
const MESSAGE_LENGTH = 4000;
const STACK_LENGTH = 12_000;

const failureSchema = z.object({ stack: z.string() });

/** An error as it crosses between the platform and a process: its sentence and where it was thrown. */
export const toWireError = (error: unknown): ORPCError<string, unknown> =>
  new ORPCError(CODE, {
    status: 500,
    message: errorSentence(error).slice(0, MESSAGE_LENGTH),
    data: { stack: (stackOf(error) ?? "").slice(0, STACK_LENGTH) },
  });

/** The error as it was thrown there; any other error as it is. */
export function fromWireError(error: unknown): unknown {
  if (!(error instanceof ORPCError)) return error;
  if (error.code === "BAD_REQUEST") return misfit(error.data);
  if (error.code !== CODE) return error;
  const thrown = new Error(error.message.slice(0, MESSAGE_LENGTH));
  const { data } = failureSchema.safeParse(error.data);
  thrown.stack = data?.stack.slice(0, STACK_LENGTH) || `Error: ${thrown.message}`;
  return thrown;
}

const misfitSchema = z.object({
  issues: z.array(z.object({ message: z.string(), path: z.array(z.union([z.string(), z.number()])).default([]) })),
});

/** What was asked does not fit the contract between the platform and a process. */
function misfit(data: unknown): Error {
  const issues = misfitSchema.safeParse(data).data?.issues ?? [];
  const sentences = issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return new Error(`what crosses between processes must be plain data within limits: ${sentences.join("; ")}`);
}
