import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A certificate with its private key, both PEM. */
export interface CertificateAndKey {
  readonly certificate: string;
  readonly privateKey: string;
}

/**
 * Makes a certificate for `name`, signed by its own new key (EC P-256), that never expires (RFC 5280 section 4.1.2.5).
 * It lives and dies with its process: whoever trusts it has it from us, and nobody looks for it among authorities.
 */
export function createSelfSigned(name: string): CertificateAndKey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const subject = sequence(set(sequence(oid(COMMON_NAME), utf8(name))));
  const content = sequence(
    tagged(0xa0, integer(Uint8Array.of(VERSION_3))),
    integer(Uint8Array.of(1, ...randomBytes(15))),
    ECDSA_WITH_SHA256,
    subject,
    sequence(tagged(UTC_TIME, text("200101000000Z")), tagged(GENERALIZED_TIME, text("99991231235959Z"))),
    subject,
    publicKey.export({ type: "spki", format: "der" }),
    tagged(
      0xa3,
      sequence(
        sequence(oid(BASIC_CONSTRAINTS), tagged(BOOLEAN, Uint8Array.of(0xff)), octets(sequence(TRUE))),
        sequence(oid(ALTERNATIVE_NAME), octets(sequence(tagged(DNS_NAME, text(name))))),
      ),
    ),
  );
  const signature = sign("sha256", content, privateKey);
  const certificate = sequence(content, ECDSA_WITH_SHA256, tagged(BIT_STRING, Uint8Array.of(0), signature));
  return {
    certificate: toPem("CERTIFICATE", certificate),
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }),
  };
}

/*
 * What X.690 calls DER, as far as one certificate needs it: a tag, a length, the content. A library for all of X.509 costs
 * 24 MB and 0.2 s in every process.
 */

const BOOLEAN = 0x01;
const BIT_STRING = 0x03;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
/** `dNSName` of a general name (RFC 5280 section 4.2.1.6). */
const DNS_NAME = 0x82;
const VERSION_3 = 2;

const COMMON_NAME = [2, 5, 4, 3];
const BASIC_CONSTRAINTS = [2, 5, 29, 19];
const ALTERNATIVE_NAME = [2, 5, 29, 17];

function tagged(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents);
  return Buffer.concat([Uint8Array.of(tag, ...lengthOf(content)), content]);
}

function lengthOf({ length }: Uint8Array): readonly number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

function oid([first = 0, second = 0, ...rest]: readonly number[]): Uint8Array {
  return tagged(0x06, Uint8Array.of(first * 40 + second, ...rest.flatMap(inBase128)));
}

/** Seven bits a byte, the highest bit set on all but the last. */
function inBase128(value: number): readonly number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [...inBase128(value >> 7).map((byte) => byte | 0x80), low];
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const sequence = (...items: readonly Uint8Array[]) => tagged(0x30, ...items);
const set = (...items: readonly Uint8Array[]) => tagged(0x31, ...items);
const integer = (bytes: Uint8Array) => tagged(0x02, bytes);
const utf8 = (value: string) => tagged(0x0c, text(value));
const octets = (content: Uint8Array) => tagged(0x04, content);

const TRUE = tagged(BOOLEAN, Uint8Array.of(0xff));
const ECDSA_WITH_SHA256 = sequence(oid([1, 2, 840, 10_045, 4, 3, 2]));

function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
