import { isIP } from "node:net";
import { addressProblem, isPrivateAddress } from "./address-policy.ts";
import { EgressError } from "./egress-error.ts";

/** Every address of a name, in the order of the operating system. */
export type Lookup = (hostname: string) => Promise<readonly string[]>;

/** More addresses than these are not tried. */
const MAX_ADDRESSES = 4;

/** The addresses of a URL's host that may be connected to. Throws `EgressError` when there is none. */
export async function resolveHost(
  url: URL,
  { lookup, allowPrivate }: { lookup: Lookup; allowPrivate: boolean },
): Promise<readonly string[]> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(host) === 0 ? await lookUp(host, lookup) : [host];
  const problemOf = (address: string): string | undefined =>
    addressProblem(address) ??
    (!allowPrivate && isPrivateAddress(address) ? "private networks are not allowed by the settings" : undefined);
  const allowed = addresses.filter((address) => problemOf(address) === undefined).slice(0, MAX_ADDRESSES);
  if (allowed.length > 0) return allowed;
  const [denied] = addresses;
  if (denied === undefined) throw new EgressError("UNREACHABLE", `${host} has no address`);
  throw new EgressError("DENIED", `${host} (${denied}) is not connected to: ${problemOf(denied)}`);
}

async function lookUp(host: string, lookup: Lookup): Promise<readonly string[]> {
  try {
    return await lookup(host);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new EgressError("UNREACHABLE", `${host} could not be looked up: ${why}`, { cause });
  }
}
