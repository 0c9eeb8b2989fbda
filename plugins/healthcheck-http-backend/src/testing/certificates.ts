import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";

/** A certificate and its key in PEM form, for a test's own TLS server. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateOptions {
  readonly name: string;
  /** DNS names that it is for. */
  readonly hosts?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter: Date;
}

/** A certificate authority made on the spot; `issue` makes certificates that it vouches for. */
export function createAuthority(
  name: string,
): TestCertificate & { issue(options: CertificateOptions): TestCertificate } {
  const issuer = { name, keys: generateKeyPairSync("ec", { namedCurve: "P-256" }) };
  const own = create({ name, notBefore: new Date(0), notAfter: new Date("2040-01-01") }, issuer, issuer.keys);
  return { ...own, issue: (options) => create(options, issuer) };
}

export function createSelfSigned(options: CertificateOptions): TestCertificate {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return create(options, { name: options.name, keys }, keys);
}

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** X.509 version 3 (RFC 5280), signed with ECDSA and SHA-256. */
function create(
  { name, hosts = [], notBefore = new Date("2020-01-01"), notAfter }: CertificateOptions,
  issuer: { name: string; keys: KeyPair },
  keys: KeyPair = generateKeyPairSync("ec", { namedCurve: "P-256" }),
): TestCertificate {
  const isAuthority = keys === issuer.keys && hosts.length === 0;
  const algorithm = sequence(oid("2a8648ce3d040302"));
  const extensions = sequence(
    ...(isAuthority ? [sequence(oid("551d13"), bool(true), octets(sequence(bool(true))))] : []),
    ...(hosts.length > 0
      ? [sequence(oid("551d11"), octets(sequence(...hosts.map((host) => tagged(0x82, Buffer.from(host))))))]
      : []),
  );
  const body = sequence(
    tagged(0xa0, integer(2)),
    integer(1 + Math.floor(Math.random() * 1e6)),
    algorithm,
    commonName(issuer.name),
    sequence(time(notBefore), time(notAfter)),
    commonName(name),
    keys.publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, extensions),
  );
  const signature = sign("sha256", body, issuer.keys.privateKey);
  const der = sequence(body, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString("base64").replaceAll(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
    key: keys.privateKey.export({ type: "pkcs8", format: "pem" }),
  };
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const header = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...header]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts));
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, "hex"));
const bool = (value: boolean): Buffer => tagged(0x01, Buffer.from([value ? 0xff : 0]));
const octets = (content: Buffer): Buffer => tagged(0x04, content);
const commonName = (name: string): Buffer =>
  sequence(tagged(0x31, sequence(oid("550403"), tagged(0x0c, Buffer.from(name)))));

const integer = (value: number): Buffer => {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
  return tagged(0x02, (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]));
};

/** GeneralizedTime, without the fraction: `20260501120000Z`. */
const time = (at: Date): Buffer =>
  tagged(0x18, Buffer.from(`${at.toISOString().slice(0, 19).replaceAll(/[-:T]/g, "")}Z`));
