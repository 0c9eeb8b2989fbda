import { validateHeaderName, validateHeaderValue } from "node:http";
import { defineConfig, secretText } from "@checkstack/common";
import * as z from "zod";
import { acceptedStatusProblem } from "./accepted-status.ts";

/** Adds the sentence that `problem` says of a value, if any. */
const checked = (schema: z.ZodString, problem: (value: string) => string | undefined) =>
  schema.superRefine((value, context) => {
    const message = problem(value);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });

const authSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("none") }).meta({ title: "None" }),
  z
    .object({
      type: z.literal("basic"),
      username: z.string().max(1000).meta({ title: "User name" }),
      password: secretText().max(1000).meta({ title: "Password" }),
    })
    .meta({ title: "User name and password" }),
  z
    .object({ type: z.literal("bearer"), token: secretText().min(1, "must not be empty").meta({ title: "Token" }) })
    .meta({ title: "Bearer token" }),
]);

const tlsSchema = z.object({
  verify: z
    .boolean()
    .default(true)
    .meta({ title: "Verify the certificate", description: "Fails when nobody trusted vouches for the host." }),
  minimumDaysLeft: z.number().int().min(0).max(365).default(7).meta({
    title: "Certificate days left",
    description: "Degraded when a verified certificate expires sooner; 0 waits until it has expired.",
    "x-unit": "days",
  }),
  ca: checked(z.string().max(100_000), (pem) =>
    pem.includes("-----BEGIN CERTIFICATE-----") ? undefined : "must be a certificate in PEM form",
  )
    .optional()
    .meta({
      title: "Certificate authority",
      description: "In PEM form; trusted instead of the public ones.",
      "x-multiline": true,
    }),
});

/** What an HTTP check is told: the first version. */
export const httpConfig = defineConfig({
  version: 1,
  schema: z.object({
    url: checked(z.string().trim(), urlProblem).meta({ title: "URL", examples: ["https://example.org/health"] }),
    method: z
      .enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
      .default("GET")
      .meta({ title: "Method" }),
    acceptedStatus: checked(z.string().max(200), acceptedStatusProblem)
      .default("200-399")
      .meta({ title: "Accepted status", description: "Status codes and ranges: 200-299, 404." }),
    timeoutMs: z.number().int().min(100).max(60_000).default(10_000).meta({
      title: "Time limit",
      description: "For the whole of it, from the name look-up to the last byte.",
      "x-unit": "ms",
    }),
    auth: authSchema.default({ type: "none" }).meta({ title: "Authentication" }),
    headers: z
      .record(z.string(), z.string().max(8000))
      .default({})
      .superRefine((headers, context) => {
        for (const [name, value] of Object.entries(headers)) {
          const message = headerProblem(name, value);
          if (message !== undefined) context.addIssue({ code: "custom", path: [name], message });
        }
      })
      .meta({ title: "Headers", "x-advanced": true }),
    body: z
      .string()
      .max(1_000_000)
      .optional()
      .meta({ title: "Body", description: "Sent as it is.", "x-multiline": true, "x-advanced": true }),
    followRedirects: z
      .boolean()
      .default(true)
      .meta({ title: "Follow redirects", description: "Up to 10.", "x-advanced": true }),
    tls: tlsSchema.prefault({}).meta({ title: "TLS", "x-advanced": true }),
    ipVersion: z.enum(["any", "4", "6"]).default("any").meta({ title: "IP version", "x-advanced": true }),
    maxBodyBytes: z.number().int().min(0).max(10_000_000).default(1_000_000).meta({
      title: "Body limit",
      description: "Of a longer answer only the beginning is read.",
      "x-unit": "bytes",
      "x-advanced": true,
    }),
  }),
});

export type HttpConfig = z.output<typeof httpConfig.schema>;

function urlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return `"${text.slice(0, 100)}" is not a URL; write it in full, such as https://example.org`;
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") return "must begin with http:// or https://";
  if (url.username !== "" || url.password !== "") return "must not hold a password; use the authentication below";
  return undefined;
}

/** Headers that frame the message are ours to write. */
const FRAMING = new Set(["connection", "content-length", "transfer-encoding", "upgrade", "expect", "te", "trailer"]);

function headerProblem(name: string, value: string): string | undefined {
  if (FRAMING.has(name.toLowerCase())) return `${name} is written by the check itself`;
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return undefined;
  } catch {
    return `is not a header: letters, digits and hyphens in the name, no line breaks in the value`;
  }
}
