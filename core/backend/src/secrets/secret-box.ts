import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { SecretBox } from "@checkstack/backend-api";

const VERSION = "v1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts with AES-256-GCM under `key`, 32 bytes from `deriveKey`. A sealed value is `v1.<base64url of nonce, cipher text
 * and tag>`; `open` throws when the value was changed, sealed for another place, or sealed with another secret.
 */
export function createSecretBox(key: Uint8Array): SecretBox {
  return {
    seal(plain, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([nonce, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${sealed.toString("base64url")}`;
    },
    open(sealed, place) {
      const bytes = bytesOf(sealed, place);
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(place))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const plain = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, "utf8");
        return plain + decipher.final("utf8");
      } catch (cause) {
        throw new Error(
          `the secret at ${place} cannot be decrypted: it was changed, moved, or written with another CHECKSTACK_SECRET; restore that secret or enter the value again`,
          { cause },
        );
      }
    },
  };
}

function bytesOf(sealed: string, place: string): Buffer {
  const [version, text] = sealed.split(".");
  const bytes = Buffer.from(text ?? "", "base64url");
  if (version === VERSION && bytes.length >= NONCE_BYTES + TAG_BYTES) return bytes;
  throw new Error(`the secret at ${place} is not a value that this version sealed; enter the value again`);
}
