import * as z from "zod";

/**
 * Who vouches for a package. `known` and `unknown` are sound signatures by a trusted key or by another one; `invalid` is
 * never installed.
 */
export const signatureSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("known"), keyId: z.string(), publisher: z.string() }),
  z.object({ state: z.literal("unknown"), keyId: z.string(), publicKey: z.string() }),
  z.object({ state: z.literal("unsigned") }),
  z.object({ state: z.literal("invalid"), reason: z.string() }),
]);
export type Signature = z.infer<typeof signatureSchema>;

/** Where the code runs: in a process of its own with a database login of its own, or within the platform's. */
export const runsSchema = z.enum(["isolated", "in-process"]);
export type Runs = z.infer<typeof runsSchema>;
