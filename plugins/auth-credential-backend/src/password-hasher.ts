import { hashPassword, verifyPassword } from "better-auth/crypto";

/** Turns passwords into salted hashes (scrypt), off the main thread. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(check: { hash: string; password: string }): Promise<boolean>;
}

export const passwordHasher: PasswordHasher = { hash: hashPassword, verify: verifyPassword };
