import { STATUS_CODES } from "node:http";
import type { Problem } from "@checkstack/common";
import type { Logger } from "@checkstack/backend-api";
import { ORPCError } from "@orpc/client";
import * as z from "zod";
import { databaseProblem } from "../rpc/database-error.ts";
import { jsonAnswer } from "./json-answer.ts";

const inputErrors = z.object({ errors: z.array(z.object({ path: z.string(), message: z.string() })) });

/** The error as RFC 9457 tells it; wrong fields stand in `errors`, other typed data in `data`. */
function problemOf(error: ORPCError<string, unknown>): Problem {
  const fields = error.code === "BAD_REQUEST" ? inputErrors.safeParse(error.data) : undefined;
  return {
    type: "about:blank",
    title: STATUS_CODES[error.status] ?? "Error",
    status: error.status,
    detail: error.message,
    code: error.code,
    ...(fields?.success ? { errors: fields.data.errors } : error.data === undefined ? {} : { data: error.data }),
  };
}

export const problemAnswer = (
  request: Request,
  error: ORPCError<string, unknown>,
  headers?: Record<string, string>,
): Response | Promise<Response> =>
  jsonAnswer(request, {
    status: error.status,
    body: JSON.stringify(problemOf(error)),
    contentType: "application/problem+json",
    headers,
  });

/** Whether the same request can be right a moment later, as with a plugin that is starting. */
export const isPassing = ({ status, code }: ORPCError<string, unknown>): boolean =>
  status === 503 && code !== "PLUGIN_FAILED";

/** What a stranger may know of any error; what he may not is logged under the request id he is given. */
export function toProblem(error: unknown, logger: Logger): ORPCError<string, unknown> {
  if (error instanceof ORPCError) return error;
  const unavailable = databaseProblem(error);
  if (unavailable) return unavailable;
  const requestId = crypto.randomUUID();
  logger.error("a request failed", {
    requestId,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return new ORPCError("INTERNAL", {
    status: 500,
    message: `Something went wrong. The log has the details under request ${requestId}.`,
    data: { requestId },
  });
}

export const notFound = (path: string) =>
  new ORPCError("NOT_FOUND", { status: 404, message: `There is nothing at ${path}.` });

export const methodNotAllowed = (method: string, path: string, allowed: readonly string[]) =>
  new ORPCError("METHOD_NOT_SUPPORTED", {
    status: 405,
    message: `${path} does not take ${method}, but ${allowed.join(", ")}.`,
  });
