import type { Person, Principal } from "@checkstack/common";
import { CALLER_HEADER, PERSON_HEADER } from "../protocol/request-headers.ts";
import { sealedPersonSchema } from "../protocol/sealed-person.ts";

/** The people whose calls the plugin answers, with the seals by which it may act for them. */
export interface People {
  /** Who a request is from. */
  principalOf(headers: Headers): Principal;
  /** The person of a seal, remembered. */
  meet(seal: string): Person;
  /** The seal of a person, to be handed back. Throws for somebody the platform never told of. */
  sealOf(person: Person): string;
}

const REMEMBERED = 1000;

export function createPeople(): People {
  const seals = new Map<string, string>();

  function meet(seal: string): Person {
    const { person } = sealedPersonSchema.parse(
      JSON.parse(Buffer.from(seal.split(".")[0] ?? "", "base64url").toString()),
    );
    const key = keyOf(person);
    // The latest at the end: the one not heard of for longest is forgotten.
    seals.delete(key);
    seals.set(key, seal);
    const [oldest] = seals.keys();
    if (seals.size > REMEMBERED && oldest !== undefined) seals.delete(oldest);
    return person;
  }

  return {
    meet,
    principalOf(headers) {
      const seal = headers.get(PERSON_HEADER);
      const person = seal === null ? undefined : meet(seal);
      const pluginId = headers.get(CALLER_HEADER);
      if (pluginId !== null) return { type: "service", pluginId, ...(person && { onBehalfOf: person }) };
      return person ?? { type: "anonymous", accessRules: [] };
    },
    sealOf(person) {
      const seal = seals.get(keyOf(person));
      if (seal !== undefined) return seal;
      throw new Error("acts for a person whose call it does not answer; a plugin in its own process cannot do that");
    },
  };
}

const keyOf = (person: Person): string => (person.type === "anonymous" ? person.type : `${person.type}/${person.id}`);
