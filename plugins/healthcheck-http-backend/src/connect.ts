import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { Attempt } from "./attempt.ts";
import { certificateFinding, certificateOf } from "./certificate.ts";
import { Finding, findingOf } from "./finding.ts";
import type { Plan } from "./plan.ts";
import { resolve } from "./resolve.ts";

/** While other addresses are left, one that does not answer gets this long. */
const PATIENCE_MS = 2000;

/**
 * Connects to the host of `url`. The name is looked up once, and the connection goes to an address that was judged:
 * what the name means a moment later makes no difference.
 */
export async function connect(url: URL, plan: Plan, attempt: Attempt): Promise<Socket> {
  attempt.stopwatch.enter("dns");
  const addresses = await resolve(url.hostname, plan.config.ipVersion, plan.lookup);
  attempt.seen.addresses = addresses;
  attempt.stopwatch.enter("connect");
  const socket = await connectToOne(addresses, url, plan, attempt);
  // A listener for good: an error that comes after the response was read must not end the process.
  socket.on("error", () => undefined);
  return socket;
}

async function connectToOne(addresses: readonly string[], url: URL, plan: Plan, attempt: Attempt): Promise<Socket> {
  const failures: Finding[] = [];
  for (const [index, address] of addresses.entries()) {
    attempt.seen.address = address;
    const isLast = index === addresses.length - 1;
    try {
      return await open(address, url, { plan, attempt, ...(!isLast && { patienceMs: PATIENCE_MS }) });
    } catch (error) {
      const finding = findingOf(error, attempt.stopwatch.phase, `${address} port ${portOf(url)}`);
      if (attempt.stopwatch.phase !== "connect" || attempt.over) throw finding;
      failures.push(finding);
    }
  }
  // What says something about the target is worth more than that we have, say, no IPv6.
  throw failures.find(({ inconclusive }) => !inconclusive) ?? failures[0] ?? new Finding("DNS_NOT_FOUND", "no address");
}

interface OpenOptions {
  readonly plan: Plan;
  readonly attempt: Attempt;
  readonly patienceMs?: number;
}

function open(address: string, url: URL, { plan, attempt, patienceMs }: OpenOptions): Promise<Socket> {
  const target = { host: address, port: portOf(url) };
  return new Promise((succeed, fail) => {
    const timer =
      patienceMs === undefined
        ? undefined
        : setTimeout(() => fail(new Finding("TIMEOUT", `${address} does not answer`)), patienceMs);
    let settled = false;
    const ready = (socket: Socket): void => {
      settled = true;
      clearTimeout(timer);
      succeed(socket);
    };
    const refuse = (error: unknown): void => {
      settled = true;
      clearTimeout(timer);
      fail(error);
    };
    if (url.protocol === "http:") {
      const socket = connectTcp(target);
      socket.once("connect", () => ready(socket)).once("error", refuse);
      attempt.hold(socket);
      return;
    }
    const host = hostOf(url);
    const socket = connectTls({
      ...target,
      // The certificate is judged below, before a byte is sent: a refused one can then be shown.
      rejectUnauthorized: false,
      ALPNProtocols: ["http/1.1"],
      ...(isIP(host) === 0 && { servername: host }),
      ...(plan.config.tls.ca !== undefined && { ca: plan.config.tls.ca }),
    });
    socket
      .once("connect", () => {
        clearTimeout(timer);
        attempt.stopwatch.enter("tls");
      })
      .once("secureConnect", () => {
        const finding = judge(socket, host, { plan, attempt });
        if (finding) refuse(finding);
        else ready(socket);
      })
      .once("error", refuse)
      .once("close", () => {
        if (!settled) refuse(new Finding("CONNECTION_RESET", `${address} closed the connection during TLS`));
      });
    attempt.hold(socket);
  });
}

function judge(socket: TLSSocket, host: string, { plan, attempt }: OpenOptions): Finding | undefined {
  const certificate = certificateOf(socket, plan.now());
  attempt.seen.tls = { protocol: socket.getProtocol() ?? "unknown", cipher: socket.getCipher()?.name ?? "unknown" };
  if (certificate) attempt.seen.certificate = certificate;
  return plan.config.tls.verify ? certificateFinding(socket, host, certificate) : undefined;
}

const portOf = (url: URL): number => (url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port));

const hostOf = ({ hostname }: URL): string => (hostname.startsWith("[") ? hostname.slice(1, -1) : hostname);
