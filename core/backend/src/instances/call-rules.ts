import { setTimeout as wait } from "node:timers/promises";
import { ORPCError } from "@orpc/client";
import { PLATFORM_CALLER } from "../elsewhere/plugin-endpoint.ts";
import type { ServiceKey, VerifiedCall } from "../rpc/service-token.ts";
import type { InstanceDirectory } from "./instance-directory.ts";
import { importPublicKey, type PublishedKey } from "./service-keys.ts";

/** What other instances may do here, by what their rows say. */
export interface CallRules {
  /** The key of an instance, looked up again when it is not known: it may be new. */
  keyOf(issuer: string, keyId: string): Promise<ServiceKey | undefined>;
  /** Whether an instance that is known has the key now. */
  isTrusted(issuer: string, keyId: string): boolean;
  /** Throws 403 `CALL_NOT_GRANTED` unless the calling plugin runs there and may call what is called. */
  check(call: VerifiedCall, audience: string): void;
}

/** What the platform itself asks of plugins at other instances, in its own name. */
const PLATFORM_CALLS = new Set(["auth"]);

/** Strangers can ask for keys that nobody has as often as they like. */
const LOOK_EVERY_MS = 100;

export function createCallRules({ directory }: { readonly directory: InstanceDirectory }): CallRules {
  const imported = new Map<string, Promise<ServiceKey>>();
  let looking: Promise<void> | undefined;

  /** Those who ask meanwhile share the next look. */
  function lookAgain(): Promise<void> {
    looking ??= wait(LOOK_EVERY_MS).then(() => {
      looking = undefined;
      return directory.refresh();
    });
    return looking;
  }

  function published(issuer: string, keyId: string): PublishedKey | undefined {
    const instance = directory.others().find(({ record }) => record.id === issuer);
    return instance?.record.keys.find(({ id }) => id === keyId);
  }

  function find(issuer: string, keyId: string): Promise<ServiceKey> | undefined {
    const key = published(issuer, keyId);
    if (!key) return undefined;
    const known = imported.get(key.publicKey);
    if (known) return known;
    const publicKey = importPublicKey(key).then((imported_) => ({ publicKey: imported_ }));
    imported.set(key.publicKey, publicKey);
    return publicKey;
  }

  directory.onChange(() => {
    const current = new Set(directory.others().flatMap(({ record }) => record.keys.map(({ publicKey }) => publicKey)));
    for (const publicKey of imported.keys()) if (!current.has(publicKey)) imported.delete(publicKey);
  });

  return {
    async keyOf(issuer, keyId) {
      const known = find(issuer, keyId);
      if (known) return known;
      await lookAgain();
      return find(issuer, keyId);
    },
    isTrusted: (issuer, keyId) => published(issuer, keyId) !== undefined,
    check({ principal: { pluginId }, issuer }, audience) {
      const isOfPlatform = audience.includes(":");
      if (pluginId === PLATFORM_CALLER) {
        if (isOfPlatform || PLATFORM_CALLS.has(audience)) return;
        throw refused(`the platform itself does not call plugin "${audience}"`);
      }
      const instance = directory.others().find(({ record }) => record.id === issuer);
      const caller = instance?.record.plugins.find((plugin) => plugin.pluginId === pluginId);
      if (!caller) throw refused(`plugin "${pluginId}" does not run on instance ${issuer}`);
      if (audience.startsWith("extension:")) return;
      if (isOfPlatform) throw refused(`plugin "${pluginId}" is not the platform`);
      if (!caller.calls.includes(audience)) {
        throw refused(`plugin "${pluginId}" may not call plugin "${audience}": its package.json does not name it`);
      }
    },
  };
}

const refused = (why: string) =>
  new ORPCError("CALL_NOT_GRANTED", { status: 403, message: `The call was refused: ${why}.` });
