import { hkdfSync } from "node:crypto";

/**
 * Derives a 32-byte key for one purpose (`secret-box`, `instances`) from the installation's secret. Keys of different
 * purposes say nothing about each other (HKDF with SHA-256, RFC 5869).
 */
export const deriveKey = (secret: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", secret, "checkstack", purpose, 32));
