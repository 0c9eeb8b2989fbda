import { hash, randomBytes } from "node:crypto";

const SHOWN_CHARACTERS = 7;
const KEY = /^ck_[\w-]{43}$/;

/** A new API key: `ck_` and 256 random bits in base64url. */
export const createApiKeySecret = (): string => `ck_${randomBytes(32).toString("base64url")}`;

export const isApiKeySecret = (text: string): boolean => KEY.test(text);

/** What is stored of a key. A plain SHA-256 is enough for something nobody can guess. */
export const hashApiKey = (key: string): string => hash("sha256", key, "hex");

/** What is shown of a key ever after: `ck_3f9a…`. */
export const startOfApiKey = (key: string): string => `${key.slice(0, SHOWN_CHARACTERS)}…`;
