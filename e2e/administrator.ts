import type { Credentials } from "./session.ts";

/** Who sets every server of these tests up. */
export const administrator: Credentials = {
  name: "Administrator",
  email: "admin@example.org",
  password: "correct horse battery",
};
