import type { EgressResponse } from "@checkstack/egress-node";
import type * as z from "zod";
import { SourceError } from "./source-error.ts";

/** Parses an answer that should be JSON of a form. */
export function jsonBody<Schema extends z.ZodType>(
  schema: Schema,
  answer: EgressResponse,
  source: string,
): z.output<Schema> {
  const parsed = schema.safeParse(parseJson(answer.body));
  if (parsed.success) return parsed.data;
  throw new SourceError(
    "SOURCE_FAILED",
    source,
    `${source} answers with something else than what was asked for; is its address right?`,
  );
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
