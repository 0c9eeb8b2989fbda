import type { Person } from "@checkstack/common";

/** Who sits in front of the browser. */
export interface Session {
  /** False until the first administrator exists. */
  readonly setUp: boolean;
  readonly person: Person;
  /** Asks the server again: after sign-in, sign-out, a change of roles. */
  refresh(): Promise<void>;
}
