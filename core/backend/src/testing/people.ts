import type { RunningPlatform } from "./run-platform.ts";

/** Somebody who is signed in, in a browser. */
export interface SignedIn {
  readonly headers: { readonly cookie: string; readonly origin: string };
  ask(path: string, init?: RequestInit): Promise<Response>;
  send(path: string, body: unknown, init?: RequestInit): Promise<Response>;
}

const PASSWORD = "correct horse battery staple";

/** Sets the platform up, as its first visitor does. */
export const setUpAdministrator = (platform: RunningPlatform): Promise<SignedIn> =>
  enter(platform, "/api/auth/set-up", { name: "Ada", email: "ada@example.org", password: PASSWORD });

/** Has the administrator make an account with the role `users`, and signs it in. */
export async function signInUser(platform: RunningPlatform, administrator: SignedIn): Promise<SignedIn> {
  const account = { name: "Uri", email: "uri@example.org", password: PASSWORD };
  const made = await administrator.send("/api/auth/users", account);
  if (!made.ok) throw new Error(`no account: ${await made.text()}`);
  return enter(platform, "/api/auth/sign-in/email", { email: account.email, password: PASSWORD });
}

async function enter(platform: RunningPlatform, path: string, body: object): Promise<SignedIn> {
  const answer = await platform.send(path, body);
  if (!answer.ok) throw new Error(`not signed in: ${await answer.text()}`);
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";", 1)[0]);
  const headers = { cookie: cookie.join("; "), origin: platform.url };
  return {
    headers,
    ask: (at, init) => platform.ask(at, { ...init, headers: { ...headers, ...init?.headers } }),
    send: (at, data, init) => platform.send(at, data, { ...init, headers }),
  };
}
