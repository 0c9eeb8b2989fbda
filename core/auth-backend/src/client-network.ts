import * as ipaddr from "ipaddr.js";

const IPV6_NETWORK_BITS = 64;

/**
 * What counts as one client for limits: an IPv4 address, or the /64 of an IPv6 address, since whoever has one address
 * of it has all. Text that is no address stands for itself.
 */
export function clientNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toNormalizedString()}/${IPV6_NETWORK_BITS}`).toString();
}
