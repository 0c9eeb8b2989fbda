import { BlockList, isIP } from "node:net";
import { StartupError } from "../startup-error.ts";

/** Finds the address of the client behind the proxies that are to be believed. */
export type ClientAddress = (peer: string, forwardedFor: string | null) => string;

/**
 * `trusted` holds addresses and networks (`10.0.0.0/8`) of our proxies. The last address of `X-Forwarded-For` that is not
 * one of them is the client: whatever stands before it was written by the client and may be invented.
 */
export function createClientAddress(trusted: readonly string[] = []): ClientAddress {
  const proxies = new BlockList();
  for (const entry of trusted) addProxy(proxies, entry);
  const isProxy = (address: string) => isIP(address) !== 0 && proxies.check(address, family(address));
  return (peer, forwardedFor) => {
    const direct = plain(peer);
    if (forwardedFor === null || !isProxy(direct)) return direct;
    const hops = forwardedFor.split(",").map((hop) => plain(hop.trim()));
    return hops.findLast((hop) => !isProxy(hop) && isIP(hop) !== 0) ?? direct;
  };
}

function addProxy(proxies: BlockList, entry: string): void {
  const [address = "", prefix, ...rest] = entry.split("/");
  if (isIP(address) === 0 || rest.length > 0 || (prefix !== undefined && !isPrefix(prefix, family(address)))) {
    throw new StartupError(
      `CHECKSTACK_TRUSTED_PROXIES: "${entry}" is not an address or a network, such as 192.0.2.7 or 10.0.0.0/8.`,
    );
  }
  if (prefix === undefined) proxies.addAddress(address, family(address));
  else proxies.addSubnet(address, Number(prefix), family(address));
}

const isPrefix = (text: string, of: "ipv4" | "ipv6"): boolean =>
  /^\d{1,3}$/.test(text) && Number(text) <= (of === "ipv4" ? 32 : 128);

const family = (address: string): "ipv4" | "ipv6" => (isIP(address) === 6 ? "ipv6" : "ipv4");

/** An IPv4 client of a dual-stack socket looks like `::ffff:192.0.2.1`. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "");
