import { lookup as lookUpName } from "node:dns/promises";
import { isIP } from "node:net";
import { EgressError } from "./egress-error.ts";
import { readBody, type BodyLimits } from "./read-body.ts";
import { resolveHost, type Lookup } from "./resolve-host.ts";

export interface EgressOptions {
  /** Whether addresses of private networks may be connected to. Those of metadata services never are. */
  readonly allowPrivate: boolean;
  /** How names become addresses; the operating system's way when absent. */
  readonly lookup?: Lookup;
}

export interface EgressRequest extends BodyLimits {
  /** Lower-case names. Those that carry credentials stay with the origin of the first URL. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For everything together, redirects included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface EgressResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** Where the answer came from, after redirects. */
  readonly url: URL;
}

/** Requests to the outside. */
export interface Egress {
  /** GET. Throws `EgressError` when there is no answer; an answer of any status is one. */
  get(url: string | URL, request: EgressRequest): Promise<EgressResponse>;
}

const MAX_REDIRECTS = 5;

export function createEgress({ allowPrivate, lookup = systemLookup }: EgressOptions): Egress {
  return {
    async get(start, { headers = {}, timeoutMs, signal, ...limits }) {
      const deadline = AbortSignal.timeout(timeoutMs);
      const ended = signal ? AbortSignal.any([signal, deadline]) : deadline;
      const hop: Hop = { url: new URL(start), headers, ended };
      try {
        return await follow(hop, limits);
      } catch (error) {
        signal?.throwIfAborted();
        if (!deadline.aborted || error instanceof EgressError) throw error;
        throw new EgressError("TIMEOUT", `${hop.url.host} did not answer in full within ${timeoutMs / 1000} s`, {
          cause: error,
        });
      }
    },
  };

  async function follow(first: Hop, limits: BodyLimits): Promise<EgressResponse> {
    let hop = first;
    for (let redirects = 0; ; redirects++) {
      const { url } = hop;
      const response = await send(hop);
      const location = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
      if (location === null) {
        return {
          status: response.status,
          headers: response.headers,
          body: await readBody(response, url.host, limits),
          url,
        };
      }
      await response.body?.cancel();
      if (redirects === MAX_REDIRECTS)
        throw new EgressError("DENIED", `${first.url.host} redirects more than ${MAX_REDIRECTS} times`);
      hop = redirected(hop, location);
    }
  }

  /** Tries one address of the host after the other. What the name means a moment later makes no difference. */
  async function send({ url, headers, ended }: Hop): Promise<Response> {
    if (url.protocol !== "https:" && url.protocol !== "http:") {
      throw new EgressError("DENIED", `${url.protocol} addresses are not fetched, only https: and http:`);
    }
    const addresses = await resolveHost(url, { lookup, allowPrivate });
    let failure: unknown;
    for (const address of addresses) {
      try {
        return await sendTo(address, { url, headers, ended });
      } catch (error) {
        if (ended.aborted) throw error;
        failure = error;
      }
    }
    throw new EgressError("UNREACHABLE", `${url.host} cannot be reached: ${reasonOf(failure)}`, { cause: failure });
  }
}

interface Hop {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly ended: AbortSignal;
}

function sendTo(address: string, { url, headers, ended }: Hop): Promise<Response> {
  const pinned = new URL(url);
  pinned.hostname = isIP(address) === 6 ? `[${address}]` : address;
  pinned.username = "";
  pinned.password = "";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return fetch(pinned.href, {
    headers: { "accept-encoding": "identity", ...headers, host: url.host },
    redirect: "manual",
    signal: ended,
    ...(url.protocol === "https:" && isIP(host) === 0 && { tls: { serverName: host } }),
  });
}

/** What people can do something about; the rest in the words of the system, without its advice for programmers. */
function reasonOf(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  const code = "code" in failure ? String(failure.code) : "";
  return KNOWN_REASONS[code] ?? failure.message.split(". For more information")[0] ?? failure.message;
}

const KNOWN_REASONS: Readonly<Record<string, string>> = {
  ConnectionRefused: "it refuses the connection",
  ECONNREFUSED: "it refuses the connection",
  ConnectionClosed: "it closed the connection",
  ECONNRESET: "it closed the connection",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "it signed its certificate itself",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "nobody known vouches for its certificate (NODE_EXTRA_CA_CERTS names a file of further authorities)",
};

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

function redirected({ url, headers, ended }: Hop, location: string): Hop {
  if (!URL.canParse(location, url.href)) throw new EgressError("DENIED", `${url.host} redirects to what is no address`);
  const target = new URL(location, url);
  if (url.protocol === "https:" && target.protocol === "http:") {
    throw new EgressError(
      "DENIED",
      `${url.host} redirects from https: to http: (${target.host}), where anybody can change what is fetched`,
    );
  }
  const kept = Object.entries(headers).filter(([name]) => target.origin === url.origin || !mayBeSecret(name));
  return { url: target, headers: Object.fromEntries(kept), ended };
}

/** Standard credentials, and what keys and tokens are called otherwise. */
const mayBeSecret = (name: string): boolean =>
  /auth|cookie|credential|key|password|secret|session|signature|token/i.test(name);

const systemLookup: Lookup = async (hostname) =>
  (await lookUpName(hostname, { all: true })).map(({ address }) => address);
