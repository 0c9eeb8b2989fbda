import { STATUS_CODES } from "node:http";
import type { Problem } from "@checkstack/common";
import { ORPCError } from "@orpc/client";
import * as z from "zod";
import { jsonAnswer } from "./json-answer.ts";

const inputErrors = z.object({ errors: z.array(z.object({ path: z.string(), message: z.string() })) });

/** The error as RFC 9457 tells it; wrong fields stand in `errors`, other typed data in `data`. */
export function problemOf(error: ORPCError<string, unknown>): Problem {
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

export const notFound = (path: string) =>
  new ORPCError("NOT_FOUND", { status: 404, message: `There is nothing at ${path}.` });

export const methodNotAllowed = (method: string, path: string, allowed: readonly string[]) =>
  new ORPCError("METHOD_NOT_SUPPORTED", {
    status: 405,
    message: `${path} does not take ${method}, but ${allowed.join(", ")}.`,
  });
