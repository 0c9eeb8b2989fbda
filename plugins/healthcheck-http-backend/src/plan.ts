import { readAcceptedStatus, type AcceptedStatus } from "./accepted-status.ts";
import type { HttpConfig } from "./config.ts";
import type { Lookup } from "./resolve.ts";

/** A configuration, made ready once for all its runs. */
export interface Plan {
  readonly config: HttpConfig;
  readonly request: HttpRequest;
  readonly accepts: AcceptedStatus;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Who is asked for the addresses of a name; the operating system when absent. */
  readonly lookup?: Lookup;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export function planOf(config: HttpConfig, now: () => number, lookup?: Lookup): Plan {
  const url = new URL(config.url);
  const body = config.body === undefined ? undefined : Buffer.from(config.body);
  const own = Object.fromEntries(Object.entries(config.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const headers = {
    host: url.host,
    "user-agent": "Checkstack",
    accept: "*/*",
    ...(body && { "content-length": String(body.length) }),
    ...own,
    ...authorization(config.auth),
  };
  return {
    config,
    request: { method: config.method, url, headers, ...(body && { body }) },
    accepts: readAcceptedStatus(config.acceptedStatus),
    now,
    ...(lookup && { lookup }),
  };
}

function authorization(auth: HttpConfig["auth"]): Record<string, string> {
  if (auth.type === "none") return {};
  if (auth.type === "bearer") return { authorization: `Bearer ${auth.token}` };
  return { authorization: `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString("base64")}` };
}
