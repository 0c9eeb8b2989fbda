import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";

/** An Ed25519 key (RFC 8032) that signs packages and catalogs. */
export interface SigningKey {
  readonly keyId: string;
  /** 32 bytes in base64. */
  readonly publicKey: string;
  /** PKCS #8 in PEM: keep it to yourself. */
  readonly privateKey: string;
}

export function generateKeyPair(): SigningKey {
  const { privateKey } = generateKeyPairSync("ed25519");
  return signingKeyOf(privateKey.export({ type: "pkcs8", format: "pem" }));
}

/** The key in a private key file. Throws for anything but an Ed25519 key in PEM. */
export function signingKeyOf(pem: string): SigningKey {
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== "ed25519") {
    throw new Error(
      `the key is of type ${privateKey.asymmetricKeyType}; packages are signed with Ed25519: make one with keygen`,
    );
  }
  const publicKey = rawPublicKey(createPublicKey(pem));
  return { keyId: keyIdOf(publicKey), publicKey, privateKey: pem };
}

/** The first 16 hexadecimal digits of the SHA-256 of a public key: what people compare. */
export const keyIdOf = (publicKey: string): string =>
  createHash("sha256").update(Buffer.from(publicKey, "base64")).digest("hex").slice(0, 16);

/** The public key as packages carry it, out of that form or PEM; `undefined` when it is no Ed25519 key. */
export function parsePublicKey(text: string): string | undefined {
  try {
    if (!text.includes("-----BEGIN")) return keyObject(text.trim()) && text.trim();
    const key = createPublicKey(text);
    return key.asymmetricKeyType === "ed25519" ? rawPublicKey(key) : undefined;
  } catch {
    return undefined;
  }
}

/** The key for `verify` of `node:crypto`; `undefined` when `publicKey` is not 32 bytes in base64. */
export function keyObject(publicKey: string): KeyObject | undefined {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(publicKey)) return undefined;
  const x = Buffer.from(publicKey, "base64").toString("base64url");
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
}

const rawPublicKey = (key: KeyObject): string =>
  Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url").toString("base64");
