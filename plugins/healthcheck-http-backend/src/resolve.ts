import { lookup, Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import { addressProblem } from "@checkstack/egress-node";
import { codeOf, Finding } from "./finding.ts";

/** More addresses than these are not tried. */
const MAX_ADDRESSES = 4;

/**
 * The addresses of a host, in the order of the operating system, without those that are never connected to.
 * `hostname` is that of a `URL`: an IPv6 address is in brackets.
 */
export async function resolve(
  hostname: string,
  ipVersion: "any" | "4" | "6",
  ask: Lookup = askSystem,
): Promise<string[]> {
  const literal = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  const family = ipVersion === "any" ? 0 : Number(ipVersion);
  const addresses = isIP(literal) === 0 ? await lookUp(hostname, family, ask) : [literal];
  const matching = addresses.filter((address) => ipVersion === "any" || isIP(address) === Number(ipVersion));
  const allowed = matching.filter((address) => addressProblem(address) === undefined).slice(0, MAX_ADDRESSES);
  if (allowed.length > 0) return allowed;
  const [denied] = matching;
  if (denied === undefined) throw new Finding("DNS_NOT_FOUND", `${hostname} has no IPv${ipVersion} address`);
  throw new Finding("ADDRESS_DENIED", `${denied} is never connected to: ${addressProblem(denied)}`);
}

/** Every address of a name. `family` is 4, 6 or, for both, 0. */
export type Lookup = (hostname: string, family: number) => Promise<string[]>;

const askSystem: Lookup = async (hostname, family) =>
  (await lookup(hostname, { all: true, family })).map(({ address }) => address);

async function lookUp(hostname: string, family: number, ask: Lookup): Promise<string[]> {
  try {
    return await ask(hostname, family);
  } catch (error) {
    throw explainLookUp(hostname, codeOf(error), await probe(hostname), { cause: error });
  }
}

/**
 * Tells a name that does not exist from a DNS server that does not answer: the system's own look-up says `ENOTFOUND`
 * for both, so `probe` is what a question to the DNS server itself gave.
 */
export function explainLookUp(hostname: string, code: string, probed: string, options?: ErrorOptions): Finding {
  const noSuchName = ["ENOTFOUND", "ENODATA", "ENONAME", "EAI_NONAME", "EAI_NODATA"];
  if (noSuchName.includes(code) && (noSuchName.includes(probed) || probed === "")) {
    return new Finding("DNS_NOT_FOUND", `there is no host named ${hostname}`, options);
  }
  return new Finding(
    "DNS_FAILED",
    `${hostname} could not be looked up: the DNS server says ${probed || code}`,
    options,
  );
}

/** What the DNS server says of a name: an error code, or an empty text when it answers. */
async function probe(hostname: string): Promise<string> {
  try {
    await new Resolver({ timeout: 1000, tries: 1 }).resolve4(hostname);
    return "";
  } catch (error) {
    return codeOf(error);
  }
}
