import { X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import type { Clock } from "@checkstack/backend-api";
import type { Peer } from "../elsewhere/http-endpoint.ts";
import { audienceOf, endToEnd, HEADERS, LEAVING } from "../elsewhere/wire.ts";
import { PLATFORM_CALLER } from "../elsewhere/plugin-endpoint.ts";
import { ticketKeySchema, type TicketKey } from "../rpc/service-ticket.ts";
import type { ServiceCall } from "../rpc/service-token.ts";
import type { SocketState } from "../http/open-sockets.ts";
import type { InstanceRecord } from "./instance-record.ts";
import { createTicketBook, NoTicketKey } from "./ticket-book.ts";

/** The way to one other instance. */
export interface InstancePeer extends Peer {
  /** Opens a socket for a client of ours. */
  openSocket(socket: { pluginId: string; path: string; asked: SocketState["request"] }): Promise<WebSocket>;
  /** Calls and requests that wait for an answer. */
  running(): number;
  /** How long ago it last answered, in milliseconds. */
  sinceAnswer(): number;
  /** It has said that it begins nothing new any more. */
  hasLeft(): boolean;
  /** Gives the instance up: what waits for it and can be asked again ends at once, the rest after a while. */
  lose(options: { readonly forGood: boolean }): void;
}

/**
 * `record` says where the instance is and which certificate it shows: no other is accepted, whoever signed it. So neither
 * a plain HTTP server nor another TLS server in its place gets to see a token.
 */
export function createInstancePeer(
  record: Pick<InstanceRecord, "id" | "url" | "certificate" | "certificateName">,
  options: { readonly sign: (call: ServiceCall) => Promise<string>; readonly clock: Pick<Clock, "monotonic"> },
): InstancePeer {
  const { id: instanceId, url } = record;
  const place = `instance ${instanceId}`;
  const tls = tlsFor(record);
  const lost = new AbortController();
  const gone = new AbortController();
  let hasLeft = false;
  let answeredAt = -Infinity;
  let running = 0;
  const tickets = createTicketBook({ ask: askForTickets, clock: options.clock });

  async function askForTickets(): Promise<TicketKey> {
    const token = await options.sign({ caller: PLATFORM_CALLER, audience: audienceOf.tickets(), instanceId });
    const init = { method: "POST", headers: { [HEADERS.token]: token }, signal: lost.signal };
    const answer = await request(`${url}/tickets`, init);
    if (!answer.ok) throw new Error(`${place} answered ${answer.status}: ${await answer.text()}`);
    return ticketKeySchema.parse(await answer.json());
  }

  async function request(...[target, init]: Parameters<Peer["fetch"]>): Promise<Response> {
    const answer = await fetch(target, { ...init, tls });
    answeredAt = options.clock.monotonic();
    const notDelivered = answer.headers.get(HEADERS.notDelivered);
    if (notDelivered !== null && answer.status === UNAUTHORIZED) tickets.forget();
    if (notDelivered === LEAVING) hasLeft = true;
    return answer;
  }

  return {
    place,
    url,
    lost: lost.signal,
    gone: gone.signal,
    hasLeft: () => hasLeft,
    sinceAnswer: () => options.clock.monotonic() - answeredAt,
    token: tickets.write,
    running: () => running,
    isNotDelivered: (error) => error instanceof NoTicketKey || NOT_CONNECTED.test(codeOf(error)),
    async fetch(target, init) {
      running++;
      try {
        return await request(target, init);
      } finally {
        running--;
      }
    },
    async openSocket({ pluginId, path, asked }) {
      const headers = endToEnd(asked.headers);
      const ofHandshake = headers.keys().filter((name) => name.startsWith("sec-websocket-"));
      for (const name of ofHandshake.toArray()) headers.delete(name);
      headers.set(
        HEADERS.token,
        await tickets.write({ audience: audienceOf.socket(pluginId), caller: PLATFORM_CALLER }),
      );
      headers.set(HEADERS.url, asked.url);
      const address = `${url.replace(/^http/, "ws")}/socket/${pluginId}${path}`;
      return new WebSocket(address, { headers: Object.fromEntries(headers), tls });
    },
    lose({ forGood }) {
      const reason = new Error(`${place} was lost`);
      lost.abort(reason);
      if (forGood) gone.abort(reason);
      else setTimeout(() => gone.abort(reason), GONE_AFTER_MS).unref();
    },
  };
}

const UNAUTHORIZED = 401;
/** Who was only slow has answered by then. */
const GONE_AFTER_MS = 30_000;

/** Errors that come before a request is sent: no connection, or one that is not to be trusted. */
const NOT_CONNECTED =
  /ConnectionRefused|ECONNREFUSED|FailedToOpenSocket|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|CERT|TLS|SSL/;

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";

function tlsFor({ certificate, certificateName }: Pick<InstanceRecord, "certificate" | "certificateName">) {
  // Made by the instance itself, it is its own and only authority; and it is made for a name that nobody else has.
  if (certificateName !== undefined) return { ca: certificate, serverName: certificateName };
  const pinned = new X509Certificate(certificate).fingerprint256;
  return {
    ca: [certificate, ...rootCertificates],
    checkServerIdentity: (_host: string, shown: { readonly fingerprint256?: string }) =>
      shown.fingerprint256 === pinned
        ? undefined
        : new Error("the certificate is not the one that the instance published"),
  };
}
