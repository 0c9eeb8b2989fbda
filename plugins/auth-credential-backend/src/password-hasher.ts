/** Turns passwords into salted hashes (scrypt), off the main thread. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(check: { hash: string; password: string }): Promise<boolean>;
}

/** better-auth's hashing, loaded with the first password: a platform that nobody signs in to does without it. */
export const passwordHasher: PasswordHasher = {
  hash: async (password) => (await betterAuth()).hashPassword(password),
  verify: async (check) => (await betterAuth()).verifyPassword(check),
};

const betterAuth = () => import("better-auth/crypto");
