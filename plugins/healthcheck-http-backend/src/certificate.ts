import { checkServerIdentity, type PeerCertificate, type TLSSocket } from "node:tls";
import { codeOf, Finding } from "./finding.ts";

/** What people look at in a certificate. */
export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** Subject alternative names: `DNS:example.org, DNS:www.example.org`. */
  readonly names: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly daysLeft: number;
  readonly sha256: string;
}

const DAY_MS = 86_400_000;
/** A certificate may carry thousands of names. */
const MAX_NAMES_LENGTH = 1000;

export function certificateOf(socket: TLSSocket, now: number): Certificate | undefined {
  const peer = socket.getPeerCertificate();
  if (!peer?.valid_to) return undefined;
  return {
    subject: nameOf(peer.subject),
    issuer: nameOf(peer.issuer),
    names: (peer.subjectaltname ?? "").slice(0, MAX_NAMES_LENGTH),
    validFrom: new Date(peer.valid_from).toISOString(),
    validTo: new Date(peer.valid_to).toISOString(),
    daysLeft: Math.floor((Date.parse(peer.valid_to) - now) / DAY_MS),
    sha256: peer.fingerprint256,
  };
}

/** Why the certificate of a connection is not good enough for `host`, or `undefined`. */
export function certificateFinding(socket: TLSSocket, host: string, certificate?: Certificate): Finding | undefined {
  if (!certificate) return new Finding("TLS_FAILED", `${host} shows no certificate`);
  const { issuer, validFrom, validTo, names, subject } = certificate;
  const code = codeOfAuthorization(socket);
  if (code === "CERT_HAS_EXPIRED") {
    return new Finding("TLS_EXPIRED", `the certificate of ${host} expired on ${day(validTo)}`);
  }
  if (code === "CERT_NOT_YET_VALID") {
    return new Finding("TLS_EXPIRED", `the certificate of ${host} is not valid before ${day(validFrom)}`);
  }
  const mismatch = checkServerIdentity(host, socket.getPeerCertificate());
  if (code === "" || code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    const meant = names === "" ? subject : names;
    return mismatch && new Finding("TLS_NAME_MISMATCH", `the certificate is not for ${host} but for ${meant}`);
  }
  const why = UNTRUSTED[code] ?? `was refused: ${code}`;
  return new Finding("TLS_UNTRUSTED", `the certificate of ${host} ${why.replace("ISSUER", issuer)}`);
}

const UNTRUSTED: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "is self-signed: nobody vouches for it",
  SELF_SIGNED_CERT_IN_CHAIN: "comes from ISSUER, an authority that is not trusted here",
  UNABLE_TO_GET_ISSUER_CERT: "comes from ISSUER, an authority that is not trusted here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "comes from ISSUER, an authority that is not trusted here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "comes from ISSUER, which is not trusted here; perhaps the server does not send the intermediate certificate",
  CERT_REVOKED: "was revoked",
  CERT_SIGNATURE_FAILURE: "has a wrong signature",
};

/** Empty when the chain is trusted. The types promise an error; it may be its code alone. */
function codeOfAuthorization(socket: TLSSocket): string {
  const error: unknown = socket.authorizationError;
  if (socket.authorized) return "";
  return typeof error === "string" ? error : codeOf(error) || "UNKNOWN";
}

const nameOf = (name: PeerCertificate["subject"] | undefined): string => {
  const common = [name?.CN ?? name?.O ?? ""].flat();
  return common.join(", ");
};

const day = (iso: string): string => iso.slice(0, 10);
