import { personSchema } from "@checkstack/common";
import * as z from "zod";

/** A person as the platform seals them: this as base64url JSON, a dot, and a signature. */
export const sealedPersonSchema = z.object({ person: personSchema, until: z.number() });
