import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Clock } from "@checkstack/backend-api";
import type { Person } from "@checkstack/common";
import { sealedPersonSchema } from "../protocol/sealed-person.ts";

/**
 * Lets a process act for the people whose calls it answers, and for nobody else: it is given each as a seal, hands the
 * seal back, and cannot make one.
 */
export interface PersonSeal {
  seal(person: Person): string;
  /** The person, or an error when we did not seal it, or too long ago. */
  open(seal: string): Person;
}

/** As long as an answer may reasonably take. */
const LIFE_MS = 5 * 60_000;

/** Makes the seal of one process; those of others do not open with it. */
export function createPersonSeal({ clock }: { readonly clock: Clock }): PersonSeal {
  const key = randomBytes(32);
  const sign = (text: string): Buffer => createHmac("sha256", key).update(text).digest();
  return {
    seal(person) {
      const text = Buffer.from(JSON.stringify({ person, until: clock.now() + LIFE_MS })).toString("base64url");
      return `${text}.${sign(text).toString("base64url")}`;
    },
    open(seal) {
      const [text = "", signature = ""] = seal.split(".");
      const given = Buffer.from(signature, "base64url");
      const expected = sign(text);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw new Error("acts for a person that the platform did not tell it of");
      }
      const { person, until } = sealedPersonSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
      if (clock.now() > until) throw new Error("acts for a person whose call was answered long ago");
      return person;
    },
  };
}
