import { personSchema, type Person, type Principal } from "@checkstack/common";
import type { Clock } from "@checkstack/backend-api";
import { ORPCError } from "@orpc/client";
import { createReplayWindow, type ReplayWindow } from "./replay-window.ts";
import { decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT, type CryptoKey } from "jose";

/** One use of one thing at another instance. */
export interface ServiceCall {
  /** The plugin that calls. */
  readonly caller: string;
  /** What is used: the called plugin's id, or something else that an instance answers. */
  readonly audience: string;
  /** The instance that is meant to answer. */
  readonly instanceId: string;
  readonly onBehalfOf?: Person;
}

export interface ServiceTokenSigner {
  sign(call: ServiceCall): Promise<string>;
}

export interface ServiceTokenVerifier {
  /** The caller, or a 401 `SERVICE_TOKEN_INVALID`. */
  verify(token: string, audience: string): Promise<VerifiedCall>;
}

export interface VerifiedCall {
  readonly principal: Extract<Principal, { type: "service" }>;
  /** The instance that vouches for it. */
  readonly issuer: string;
  /** The key with which it does. */
  readonly keyId: string;
}

export interface ServiceKey {
  readonly publicKey: CryptoKey;
}

const LIFETIME_S = 60;
/** How long a token can live by the clock of the instance that checks it: clocks differ. */
const LONGEST_LIFE_MS = 2 * LIFETIME_S * 1000;

/*
 * Every token is good for one use: it names the instance that may accept it, and its `jti` is the next number of the key
 * for that instance, which remembers the numbers it has seen. So a token that was overheard is useless at the first
 * instance (seen) and at any other (not addressed), and no state is shared.
 */

export function createServiceTokenSigner(options: {
  readonly instanceId: string;
  /** Asked for each token, because keys change. */
  readonly key: () => { readonly id: string; readonly privateKey: CryptoKey };
  readonly clock: Clock;
}): ServiceTokenSigner {
  const { instanceId, clock } = options;
  /** How many tokens there were for each instance; a number counts for its key alone, so that it may go on with the next. */
  const numbers = new Map<string, number>();
  return {
    sign(call) {
      const { id: keyId, privateKey } = options.key();
      const number = numbers.get(call.instanceId) ?? 0;
      numbers.set(call.instanceId, number + 1);
      const now = Math.floor(clock.now() / 1000);
      return new SignJWT({ instance: call.instanceId, onBehalfOf: call.onBehalfOf })
        .setProtectedHeader({ alg: "EdDSA", kid: keyId })
        .setIssuer(instanceId)
        .setSubject(call.caller)
        .setAudience(call.audience)
        .setIssuedAt(now)
        .setExpirationTime(now + LIFETIME_S)
        .setJti(String(number))
        .sign(privateKey);
    },
  };
}

export function createServiceTokenVerifier(options: {
  readonly instanceId: string;
  /** The keys the platform trusts; what a token says of its own key (`jwk`, `jku`, `x5c`) is never looked at. */
  readonly keyOf: (issuer: string, keyId: string) => Promise<ServiceKey | undefined>;
  readonly clock: Clock;
}): ServiceTokenVerifier {
  const { instanceId, keyOf, clock } = options;
  const seen = createSeenNumbers(clock);
  return {
    async verify(token, audience) {
      try {
        return await check(token, audience);
      } catch (cause) {
        throw tokenRefused(cause);
      }
    },
  };

  async function check(token: string, audience: string): Promise<VerifiedCall> {
    const { kid } = decodeProtectedHeader(token);
    const { iss } = decodeJwt(token);
    const key = iss && kid ? await keyOf(iss, kid) : undefined;
    if (!key || !iss || !kid) throw new Error(`key "${kid}" of instance "${iss}" is not known`);
    const { payload } = await jwtVerify(token, key.publicKey, {
      algorithms: ["EdDSA"],
      issuer: iss,
      audience,
      requiredClaims: ["sub", "jti", "exp", "iat"],
      currentDate: new Date(clock.now()),
    });
    if (Number(payload.exp) * 1000 > clock.now() + LONGEST_LIFE_MS) throw new Error("the token lives too long");
    if (payload.instance !== instanceId) throw new Error("the token is addressed to another instance");
    const { sub: pluginId = "", onBehalfOf } = payload;
    const person = onBehalfOf === undefined ? undefined : personSchema.parse(onBehalfOf);
    // Last, so that only tokens of trusted instances take up memory.
    if (!seen.accept(`${iss} ${kid}`, payload.jti ?? ""))
      throw new Error("the token was used before, or has no number");
    return { principal: { type: "service", pluginId, ...(person && { onBehalfOf: person }) }, issuer: iss, keyId: kid };
  }
}

/** Says no more than that: why, a stranger need not know. */
export const tokenRefused = (cause: unknown) =>
  new ORPCError("SERVICE_TOKEN_INVALID", {
    status: 401,
    message: "The service token of this call is not valid, not for this use, expired, or was used before.",
    cause,
  });

/** Remembers the numbers of each key for as long as a token of it can live. */
function createSeenNumbers(clock: Clock) {
  const keys = new Map<string, { readonly window: ReplayWindow; usedAt: number }>();

  function forgetUnused(): void {
    for (const [key, { usedAt }] of keys) if (clock.now() - usedAt > LONGEST_LIFE_MS) keys.delete(key);
  }

  return {
    /** False when the number was there before, or is none. */
    accept(key: string, number: string): boolean {
      if (!keys.has(key)) forgetUnused();
      const entry = keys.getOrInsertComputed(key, () => ({ window: createReplayWindow(), usedAt: 0 }));
      entry.usedAt = clock.now();
      return /^\d+$/.test(number) && entry.window.accept(Number(number));
    },
  };
}
