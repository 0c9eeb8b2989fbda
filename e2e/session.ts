import { authContract } from "@checkstack/auth-common";
import { catalogContract } from "@checkstack/catalog-common";
import type { Contract, ContractClient } from "@checkstack/common";
import { healthcheckContract } from "@checkstack/healthcheck-common";
import { pluginmanagerContract } from "@checkstack/pluginmanager-common";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { BrowserContextOptions } from "@playwright/test";

export interface Credentials {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Somebody who is signed in, for calls past the pages and for browsers. */
export interface Session {
  /** For a browser context of this person. */
  readonly storageState: Exclude<BrowserContextOptions["storageState"], string | undefined>;
  readonly auth: ContractClient<typeof authContract>;
  readonly catalog: ContractClient<typeof catalogContract>;
  readonly healthcheck: ContractClient<typeof healthcheckContract>;
  readonly pluginmanager: ContractClient<typeof pluginmanagerContract>;
}

export async function signInAt(url: string, { email, password }: Omit<Credentials, "name">): Promise<Session> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`${email} cannot sign in: ${answer.status} ${await answer.text()}`);
  const pairs = answer.headers.getSetCookie().map((cookie) => cookie.split(";", 1)[0] ?? "");
  const client = <C extends Contract>(contract: C): ContractClient<C> =>
    createORPCClient(
      new RPCLink({
        url: `${url}/api/${contract.pluginId}/rpc`,
        headers: { cookie: pairs.join("; "), origin: url },
      }),
    );
  return {
    storageState: { cookies: pairs.map((pair) => browserCookie(pair, url)), origins: [] },
    auth: client(authContract),
    catalog: client(catalogContract),
    healthcheck: client(healthcheckContract),
    pluginmanager: client(pluginmanagerContract),
  };
}

function browserCookie(pair: string, url: string) {
  const [name = "", ...value] = pair.split("=");
  return {
    name,
    value: value.join("="),
    domain: new URL(url).hostname,
    path: "/",
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: "Lax" as const,
  };
}
