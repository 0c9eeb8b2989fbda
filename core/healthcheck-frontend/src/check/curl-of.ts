import type { Check } from "@checkstack/healthcheck-common";

/**
 * The request of an HTTP check as a command for a shell; undefined for other checks. Secrets are not known here: the
 * command reads them from variables.
 */
export function curlOf({ strategy, config }: Pick<Check, "strategy" | "config">): string | undefined {
  const { url, method, body, followRedirects, timeoutMs, ipVersion } = config;
  if (strategy !== "http" || typeof url !== "string") return undefined;
  const tls = isRecord(config["tls"]) ? config["tls"] : {};
  const parts = [
    "curl --include --silent --show-error",
    ...(method === "HEAD" ? ["--head"] : typeof method === "string" && method !== "GET" ? [`--request ${method}`] : []),
    ...(followRedirects === false ? [] : ["--location --max-redirs 10"]),
    ...(typeof timeoutMs === "number" ? [`--max-time ${timeoutMs / 1000}`] : []),
    ...(ipVersion === "4" || ipVersion === "6" ? [`--ipv${ipVersion}`] : []),
    ...(tls["verify"] === false ? ["--insecure"] : []),
    ...authOf(config["auth"]),
    ...headersOf(config["headers"]),
    ...(typeof body === "string" && body !== "" ? [`--data-raw ${quoted(body)}`] : []),
    quoted(url),
  ];
  return parts.join(" \\\n  ");
}

function authOf(auth: unknown): string[] {
  if (!isRecord(auth)) return [];
  if (auth["type"] === "basic") return [`--user ${quoted(`${String(auth["username"] ?? "")}:`)}"$PASSWORD"`];
  return auth["type"] === "bearer" ? ['--header "Authorization: Bearer $TOKEN"'] : [];
}

const headersOf = (headers: unknown): string[] =>
  isRecord(headers)
    ? Object.entries(headers).map(([name, value]) => `--header ${quoted(`${name}: ${String(value)}`)}`)
    : [];

/** For a POSIX shell: nothing inside single quotes means anything. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
