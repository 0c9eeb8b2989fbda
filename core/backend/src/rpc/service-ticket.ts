import { randomBytes, timingSafeEqual } from "node:crypto";
import { personSchema } from "@checkstack/common";
import type { Clock } from "@checkstack/backend-api";
import * as z from "zod";
import { createReplayWindow, type ReplayWindow } from "./replay-window.ts";
import { tokenRefused, type ServiceCall, type VerifiedCall } from "./service-token.ts";

/*
 * A public-key signature for every request costs more than the request. So with one token an instance asks another for a
 * ticket key: random, sent over the connection that only the other can read, good between the two alone and for a minute.
 * From then on each request carries a ticket, a JSON Web Token that says what a token says and is signed with that key
 * (HS256). Tickets are numbered (`jti`), and the instance that made the key remembers the numbers it has seen: a ticket that
 * was overheard is useless there (seen) and anywhere else (the key is not known), and no state is shared.
 */

/** What authenticates the tickets of one instance at one other, for a while. */
export type TicketKey = z.infer<typeof ticketKeySchema>;
export const ticketKeySchema = z.object({ id: z.string(), secret: z.string() });

/** Good for this long at the instance that made it, and used for half as long. */
const LIFETIME_MS = 60_000;
export const TICKET_KEY_USED_MS = LIFETIME_MS / 2;

/** Fifteen bytes, so that each header begins with the same letters. */
const ALGORITHM = '{"alg":"HS256",';
const BEGINNING = base64url(ALGORITHM);
const headerOf = (id: string): string => base64url(`${ALGORITHM}"typ":"JWT","kid":${JSON.stringify(id)}}`);

/** Whether it is a ticket, good or not, rather than a token. */
export const isTicket = (text: string): boolean => text.startsWith(BEGINNING);

/** Writes a ticket for one use. */
export type TicketWriter = (call: Omit<ServiceCall, "instanceId">) => string;

export function createTicketWriter({ id, secret }: TicketKey): TicketWriter {
  const key = Buffer.from(secret, "base64url");
  const header = headerOf(id);
  let number = 0;
  return ({ caller, audience, onBehalfOf }) => {
    const claims = { sub: caller, aud: audience, jti: String(number++), onBehalfOf };
    const text = `${header}.${base64url(JSON.stringify(claims))}`;
    return `${text}.${macOf(text, key).toString("base64url")}`;
  };
}

/** Makes ticket keys and checks what comes with them. */
export interface TicketOffice {
  /** A new key for the instance that sent a token. */
  issue(to: Pick<VerifiedCall, "issuer" | "keyId">): TicketKey;
  /** The caller, or a 401 `SERVICE_TOKEN_INVALID`. */
  verify(ticket: string, audience: string): Promise<VerifiedCall>;
}

interface Issued extends Pick<VerifiedCall, "issuer" | "keyId"> {
  readonly key: Uint8Array;
  readonly until: number;
  readonly numbers: ReplayWindow;
}

const claimsSchema = z.object({
  sub: z.string(),
  aud: z.string(),
  jti: z.string().regex(/^\d+$/),
  onBehalfOf: personSchema.optional(),
});

export function createTicketOffice(options: {
  /** Whether the key of the token, for which a ticket key was given, is still trusted. */
  readonly isTrusted: (issuer: string, keyId: string) => boolean;
  readonly clock: Pick<Clock, "monotonic">;
}): TicketOffice {
  const { isTrusted, clock } = options;
  /** By the header of their tickets: one that says anything else, of its algorithm too, is of no key. */
  const issued = new Map<string, Issued>();

  function check(ticket: string, audience: string): VerifiedCall {
    const [header = "", claims = "", mac = "", ...rest] = ticket.split(".");
    const found = issued.get(header);
    if (!found || found.until <= clock.monotonic()) throw new Error("the ticket key is not known, or too old");
    const expected = macOf(`${header}.${claims}`, found.key);
    const given = Buffer.from(mac, "base64url");
    const isGenuine = rest.length === 0 && given.length === expected.length && timingSafeEqual(given, expected);
    if (!isGenuine) throw new Error("the ticket was not written with its key");
    const said = claimsSchema.parse(JSON.parse(Buffer.from(claims, "base64url").toString()));
    if (said.aud !== audience) throw new Error(`the ticket is for "${said.aud}"`);
    const { issuer, keyId } = found;
    if (!isTrusted(issuer, keyId)) throw new Error(`key "${keyId}" of instance "${issuer}" is not known any more`);
    if (!found.numbers.accept(Number(said.jti))) throw new Error("the ticket was used before");
    const { sub: pluginId, onBehalfOf } = said;
    return { principal: { type: "service", pluginId, ...(onBehalfOf && { onBehalfOf }) }, issuer, keyId };
  }

  return {
    issue({ issuer, keyId }) {
      const now = clock.monotonic();
      for (const [header, { until }] of issued) if (until <= now) issued.delete(header);
      const id = randomBytes(16).toString("base64url");
      const key = randomBytes(32);
      issued.set(headerOf(id), { issuer, keyId, key, until: now + LIFETIME_MS, numbers: createReplayWindow() });
      return { id, secret: key.toString("base64url") };
    },
    async verify(ticket, audience) {
      try {
        return check(ticket, audience);
      } catch (cause) {
        throw tokenRefused(cause);
      }
    },
  };
}

const macOf = (text: string, key: Uint8Array): Buffer => new Bun.CryptoHasher("sha256", key).update(text).digest();

function base64url(text: string): string {
  return Buffer.from(text).toString("base64url");
}
