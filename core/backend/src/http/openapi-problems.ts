import type { OpenAPI } from "@orpc/contract";
import type { JSONSchema } from "@orpc/openapi";

const fieldErrors: OpenAPI.SchemaObject = {
  type: "array",
  items: {
    type: "object",
    properties: { path: { type: "string" }, message: { type: "string" } },
    required: ["path", "message"],
  },
  description: "The fields that were wrong, when the code is BAD_REQUEST.",
};

const base = {
  type: { type: "string" },
  title: { type: "string" },
  status: { type: "integer" },
  detail: { type: "string", description: "One sentence for people." },
} as const;

const required = ["type", "title", "status", "detail", "code"];

/** Any problem document (RFC 9457). */
export const anyProblemSchema: OpenAPI.SchemaObject = {
  type: "object",
  properties: {
    ...base,
    code: { type: "string", description: "Stable; for programs." },
    errors: fieldErrors,
    data: { description: "What the code's description says." },
  },
  required,
};

type DefinedError = readonly [code: string, message: string, dataRequired: boolean, data: JSONSchema];

/** The problem documents that one status of one procedure may carry. */
export function problemSchemaOf(errors: readonly DefinedError[]): JSONSchema {
  const variants = errors.map(([code, , dataRequired, data]): JSONSchema => ({
    type: "object",
    properties: { ...base, code: { const: code }, data },
    required: dataRequired ? [...required, "data"] : required,
  }));
  const [only] = variants;
  return only && variants.length === 1 ? only : { oneOf: variants };
}
