import ipaddr from "ipaddr.js";

/** Why an address is never connected to, or `undefined`. Private and loopback addresses are fine: checks watch them. */
export function addressProblem(address: string): string | undefined {
  const known = judged.get(address);
  if (known !== undefined) return known.problem;
  const problem = judge(address);
  if (judged.size >= MAX_JUDGED) judged.clear();
  judged.set(address, { problem });
  return problem;
}

/** Whether an address belongs to a private network, a link or this machine, by every way of writing it. */
export function isPrivateAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  return [parsed, ...embedded(parsed)].some((meant) => PRIVATE.has(meant.range()));
}

const PRIVATE: ReadonlySet<string> = new Set([
  "private",
  "loopback",
  "linkLocal",
  "uniqueLocal",
  "carrierGradeNat",
  "unspecified",
]);

/** A check asks for the same address in each run. */
const judged = new Map<string, { readonly problem: string | undefined }>();
const MAX_JUDGED = 10_000;

function judge(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return "it is not an address";
  const parsed = ipaddr.parse(address);
  for (const meant of [parsed, ...embedded(parsed)]) {
    const denied = DENIED.find(({ range }) => meant.kind() === range[0].kind() && meant.match(range));
    if (denied) return denied.reason;
  }
  return undefined;
}

const METADATA = "it belongs to the metadata service of the cloud, which hands out credentials";
const NO_HOST = "it is the address of no single host";

const DENIED = [
  // Link-local IPv4 holds the metadata services of most clouds (169.254.169.254, 169.254.170.2, 169.254.170.23).
  { range: ipaddr.parseCIDR("169.254.0.0/16"), reason: METADATA },
  { range: ipaddr.parseCIDR("100.100.100.200/32"), reason: METADATA },
  { range: ipaddr.parseCIDR("168.63.129.16/32"), reason: METADATA },
  { range: ipaddr.parseCIDR("192.0.0.192/32"), reason: METADATA },
  { range: ipaddr.parseCIDR("fd00:ec2::/32"), reason: METADATA },
  { range: ipaddr.parseCIDR("fd20:ce::254/128"), reason: METADATA },
  { range: ipaddr.parseCIDR("fd00:42::42/128"), reason: METADATA },
  { range: ipaddr.parseCIDR("0.0.0.0/8"), reason: NO_HOST },
  { range: ipaddr.parseCIDR("224.0.0.0/4"), reason: NO_HOST },
  { range: ipaddr.parseCIDR("255.255.255.255/32"), reason: NO_HOST },
  { range: ipaddr.parseCIDR("::/128"), reason: NO_HOST },
  { range: ipaddr.parseCIDR("ff00::/8"), reason: NO_HOST },
];

/** The IPv4 addresses that an IPv6 address may lead to, by every way of embedding one. */
function embedded(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4[] {
  if (!(address instanceof ipaddr.IPv6) || address.range() === "loopback") return [];
  const bytes = address.toByteArray();
  const at = (offset: number): ipaddr.IPv4 => new ipaddr.IPv4(bytes.slice(offset, offset + 4));
  const within = (cidr: string): boolean => address.match(ipaddr.IPv6.parseCIDR(cidr));
  const found: ipaddr.IPv4[] = [];
  // Mapped, translated (SIIT), compatible and NAT64 (RFC 6052) carry it in the last four bytes, as ISATAP (RFC 5214) does.
  if (["::ffff:0:0/96", "::ffff:0:0:0/96", "::/96", "64:ff9b::/96", "64:ff9b:1::/48"].some(within)) found.push(at(12));
  if (bytes[10] === 0x5e && bytes[11] === 0xfe) found.push(at(12));
  // Local-use NAT64 prefixes of other lengths split it around a byte of zeros (RFC 6052 section 2.2).
  if (within("64:ff9b:1::/48")) found.push(new ipaddr.IPv4([...bytes.slice(6, 8), ...bytes.slice(9, 11)]));
  if (within("2002::/16")) found.push(at(2));
  // Teredo (RFC 4380): the server as it is, the client with every bit turned over.
  if (within("2001::/32")) found.push(at(4), new ipaddr.IPv4(bytes.slice(12, 16).map((byte) => byte ^ 0xff)));
  return found;
}
