import { secretText } from "@checkstack/common";
import * as z from "zod";

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "must be of small letters, digits and hyphens, at most 64");
const url = z.url({ protocol: /^https?$/, error: "must be an http: or https: URL" }).max(500);
const name = z.string().trim().min(1, "must not be empty").max(100);

/** Where packages are fetched from. Tokens read `__secret_unchanged__` once they are stored. */
export const sourceSettingsSchema = z.object({
  registries: z
    .array(
      z.object({
        id,
        name,
        url,
        /** Scopes that are fetched here alone, such as `@acme`. The first registry without scopes serves all others. */
        scopes: z
          .array(z.string().regex(/^@[a-z0-9~-][a-z0-9._~-]*$/, 'must be a scope, such as "@acme"'))
          .max(50)
          .default([]),
        /** A token, or `name:password`. */
        token: secretText().max(2000).optional(),
      }),
    )
    .max(20)
    .default([{ id: "npm", name: "npm", url: "https://registry.npmjs.org", scopes: [] }]),
  github: z
    .array(
      z.object({
        id,
        name,
        /** `https://api.github.com`, or `https://<host>/api/v3` of GitHub Enterprise. */
        apiUrl: url,
        token: secretText().max(2000).optional(),
      }),
    )
    .max(20)
    .default([{ id: "github", name: "GitHub", apiUrl: "https://api.github.com" }]),
  catalogs: z
    .array(
      z.object({
        id,
        name,
        /** Of the signed index; a `file:` URL is read from the server's disk. */
        url: z.url({ protocol: /^(https?|file)$/, error: "must be an http:, https: or file: URL" }).max(500),
        /** The key that must have signed the index. */
        publicKey: z.string().max(200),
        token: secretText().max(2000).optional(),
      }),
    )
    .max(20)
    .default([]),
  /** Whether sources may have addresses of private networks. Addresses of cloud metadata are never connected to. */
  allowPrivateAddresses: z.boolean().default(true),
});
export type SourceSettings = z.infer<typeof sourceSettingsSchema>;

/** What is done with a package that no trusted key signed. */
const verdict = z.enum(["allow", "confirm", "refuse"]);

export const policySchema = z.object({ unsigned: verdict.default("confirm"), unknownKey: verdict.default("confirm") });
export type Policy = z.infer<typeof policySchema>;

/** Whose packages are trusted. */
export const publisherSchema = z.object({
  keyId: z.string(),
  name,
  publicKey: z.string(),
  /** Whether what the key signed may run within the platform's own process. */
  inProcess: z.boolean(),
  addedAt: z.date(),
  /** Comes with the platform and cannot be removed. */
  builtIn: z.boolean(),
});
export type Publisher = z.infer<typeof publisherSchema>;
export const publisherInputSchema = z.object({
  name,
  publicKey: z.string().trim().min(1).max(500),
  inProcess: z.boolean().default(false),
});
