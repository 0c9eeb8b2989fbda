import type { Person } from "@checkstack/common";

/** Who a request comes from, with the session when a browser sent it. */
export interface Caller {
  readonly person: Person;
  readonly session?: CallerSession;
  /** After this moment (ms since the epoch) the caller is a stranger, whatever was remembered. */
  readonly expiresAt?: number;
}

export interface CallerSession {
  readonly id: string;
  readonly expiresAt: number;
}
