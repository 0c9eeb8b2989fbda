import type { Clock, ConfigStore } from "@checkstack/backend-api";
import { defineConfig } from "@checkstack/common";
import { keyIdOf } from "@checkstack/plugin-package-node";
import { policySchema, publisherSchema, type Policy, type Publisher } from "@checkstack/pluginmanager-common";
import * as z from "zod";

/** Whose packages are trusted, and what is done with others. */
export interface TrustStore {
  policy(): Promise<Policy>;
  setPolicy(policy: Policy): Promise<Policy>;
  /** Those that come with the platform first. */
  publishers(): Promise<readonly Publisher[]>;
  /** `undefined` when the key is there already. */
  add(publisher: Pick<Publisher, "name" | "publicKey" | "inProcess">): Promise<Publisher | undefined>;
  /** `undefined` when there is no such key. */
  change(keyId: string, change: PublisherChange): Promise<Publisher | undefined>;
  /** Whether the key was there. */
  remove(keyId: string): Promise<boolean>;
}

export interface PublisherChange {
  readonly name?: string | undefined;
  readonly inProcess?: boolean | undefined;
}

const storedSchema = publisherSchema.omit({ builtIn: true }).extend({ addedAt: z.coerce.date<string>() });
type Stored = z.infer<typeof storedSchema>;

const config = defineConfig({
  version: 1,
  schema: z.object({ policy: policySchema.prefault({}), publishers: z.array(storedSchema).default([]) }),
});
const KEY = "trust";

export function createTrustStore(options: {
  readonly store: ConfigStore;
  readonly clock: Clock;
  /** Keys that come with the platform. */
  readonly builtIn: readonly Publisher[];
}): TrustStore {
  const { store, clock, builtIn } = options;
  const read = () => store.read(KEY, config);
  // One change after the other: two at once would each write what the other had not yet.
  let turn: Promise<unknown> = Promise.resolve();
  function change<T>(work: (publishers: readonly Stored[], policy: Policy) => Promise<T>): Promise<T> {
    const result = turn.then(async () => {
      const { publishers, policy } = await read();
      return work(publishers, policy);
    });
    turn = result.catch(() => {});
    return result;
  }
  const write = (publishers: readonly Stored[], policy: Policy): Promise<void> =>
    store.write(KEY, config, {
      policy,
      publishers: publishers.map((publisher) => ({ ...publisher, addedAt: publisher.addedAt.toISOString() })),
    });

  return {
    policy: async () => (await read()).policy,
    setPolicy: (next) =>
      change(async (publishers) => {
        await write(publishers, next);
        return next;
      }),
    publishers: async () => [...builtIn, ...(await read()).publishers.map(shown)],
    add: ({ name, publicKey, inProcess }) =>
      change(async (publishers, policy) => {
        const keyId = keyIdOf(publicKey);
        if ([...builtIn, ...publishers].some((known) => known.keyId === keyId)) return undefined;
        const added = { keyId, name, publicKey, inProcess, addedAt: new Date(clock.now()) };
        await write([...publishers, added], policy);
        return shown(added);
      }),
    change: (keyId, { name, inProcess }) =>
      change(async (publishers, policy) => {
        const found = publishers.find((publisher) => publisher.keyId === keyId);
        if (!found) return undefined;
        const changed = { ...found, name: name ?? found.name, inProcess: inProcess ?? found.inProcess };
        await write(
          publishers.map((publisher) => (publisher === found ? changed : publisher)),
          policy,
        );
        return shown(changed);
      }),
    remove: (keyId) =>
      change(async (publishers, policy) => {
        const left = publishers.filter((publisher) => publisher.keyId !== keyId);
        if (left.length < publishers.length) await write(left, policy);
        return left.length < publishers.length;
      }),
  };
}

const shown = (publisher: Stored): Publisher => ({ ...publisher, builtIn: false });
