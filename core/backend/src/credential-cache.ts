import { hash } from "node:crypto";
import type { Clock } from "@checkstack/backend-api";
import type { Person } from "@checkstack/common";
import type { Credentials } from "./authentication.ts";

/** Remembers for a moment whom credentials belong to; requests that come at the same time share one question. */
export interface CredentialCache {
  personOf(credentials: Credentials, ask: (credentials: Credentials) => Promise<Person>): Promise<Person>;
}

/** The plugin that knows remembers for half a second itself, sockets are looked at every second: together below 2 s. */
const REMEMBERED_MS = 300;
const REMEMBERED_CREDENTIALS = 10_000;

/** Keys are hashes: what is remembered is of no use to anybody. */
export function createCredentialCache({ clock }: { clock: Clock }): CredentialCache {
  const entries = new Map<string, { readonly until: number; readonly person: Promise<Person> }>();

  function dropOld(): void {
    for (const [key, { until }] of entries) {
      if (until > clock.monotonic() && entries.size < REMEMBERED_CREDENTIALS) return;
      entries.delete(key);
    }
  }

  return {
    personOf(credentials, ask) {
      const key = hash("sha256", JSON.stringify([credentials.authorization, credentials.cookie]), "base64");
      const known = entries.get(key);
      if (known && known.until > clock.monotonic()) return known.person;
      // Put last again: the first is the oldest.
      entries.delete(key);
      dropOld();
      const person = ask(credentials);
      const entry = { until: clock.monotonic() + REMEMBERED_MS, person };
      entries.set(key, entry);
      person.catch(() => {
        if (entries.get(key) === entry) entries.delete(key);
      });
      return person;
    },
  };
}
