import { Finding } from "./finding.ts";
import type { HttpRequest } from "./plan.ts";

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export const isRedirect = (statusCode: number, location: string | undefined): location is string =>
  location !== undefined && REDIRECTS.has(statusCode);

/** The request that follows a redirect (RFC 9110 section 15.4). Credentials stay with the host they were given for. */
export function redirected(request: HttpRequest, statusCode: number, location: string): HttpRequest {
  if (!URL.canParse(location, request.url.href)) {
    throw new Finding("PROTOCOL_ERROR", `the redirect leads to "${location.slice(0, 200)}", which is not a URL`);
  }
  const url = new URL(location, request.url);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new Finding("PROTOCOL_ERROR", `the redirect leads to ${url.protocol}, not to http: or https:`);
  }
  url.username = "";
  url.password = "";
  const becomesGet =
    (statusCode === 303 && request.method !== "HEAD") || (statusCode < 303 && request.method === "POST");
  const trusted = keepsCredentials(request.url, url);
  const headers = Object.entries(request.headers).filter(
    ([name]) => (trusted || !mayBeSecret(name)) && !(becomesGet && name.startsWith("content-")),
  );
  const sameHost = url.host === request.url.host;
  return {
    method: becomesGet ? "GET" : request.method,
    url,
    headers: { ...Object.fromEntries(headers), ...(!sameHost && { host: url.host }) },
    ...(!becomesGet && request.body && { body: request.body }),
  };
}

/** The same origin, or the same host that moves on from plain HTTP to TLS, both on their usual ports. */
const keepsCredentials = (from: URL, to: URL): boolean =>
  from.origin === to.origin ||
  (from.hostname === to.hostname && from.protocol === "http:" && to.protocol === "https:" && from.port === to.port);

/** Standard credentials, and what keys and tokens are called otherwise: `X-Api-Key`, `X-Auth-Token`. */
const mayBeSecret = (name: string): boolean =>
  /auth|cookie|credential|key|password|secret|session|signature|token/.test(name);
