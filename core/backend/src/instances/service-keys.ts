import type { Clock } from "@checkstack/backend-api";
import { exportJWK, generateKeyPair, importJWK, type CryptoKey } from "jose";

/** The keys of one instance. The private halves never leave this process. */
export interface ServiceKeys {
  /** What signs now. */
  current(): { readonly id: string; readonly privateKey: CryptoKey };
  /** What others must know: the next key before it signs, the last one as long as a token of it may live. */
  published(): readonly PublishedKey[];
  /** Makes the next key, has it published, and then lets it sign. One at a time. */
  rotate(publish: () => Promise<void>): Promise<void>;
}

export interface PublishedKey {
  readonly id: string;
  /** base64url */
  readonly publicKey: string;
}

/** A token lives a minute; clocks differ. */
const OVERLAP_MS = 3 * 60_000;

export async function createServiceKeys({ clock }: { clock: Clock }): Promise<ServiceKeys> {
  let current = await createKey();
  let next: typeof current | undefined;
  let retired: { readonly key: PublishedKey; readonly until: number }[] = [];
  return {
    current: () => current,
    published() {
      retired = retired.filter(({ until }) => until > clock.monotonic());
      const keys = [current, ...(next ? [next] : [])].map(({ id, publicKey }) => ({ id, publicKey }));
      return [...keys, ...retired.map(({ key }) => key)];
    },
    async rotate(publish) {
      const coming = await createKey();
      next = coming;
      await publish();
      const { id, publicKey } = current;
      retired.push({ key: { id, publicKey }, until: clock.monotonic() + OVERLAP_MS });
      current = coming;
      next = undefined;
    },
  };
}

async function createKey() {
  const { privateKey, publicKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const { x = "" } = await exportJWK(publicKey);
  return { id: Bun.randomUUIDv7(), privateKey, publicKey: x };
}

/** Throws when `publicKey` is no Ed25519 key. */
export async function importPublicKey({ publicKey }: PublishedKey): Promise<CryptoKey> {
  const key = await importJWK({ kty: "OKP", crv: "Ed25519", x: publicKey }, "EdDSA");
  if (key instanceof Uint8Array) throw new Error("a symmetric key is no public key");
  return key;
}
