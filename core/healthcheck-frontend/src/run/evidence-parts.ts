/** A piece of what was kept of a run, in the form in which it is shown. */
export type EvidencePart =
  | { readonly kind: "text"; readonly title: string; readonly text: string }
  | { readonly kind: "list"; readonly title: string; readonly items: readonly string[] }
  | { readonly kind: "pairs"; readonly title: string; readonly pairs: readonly (readonly [string, string])[] };

/** Brings whatever a strategy kept into shapes that can be read; what has none of them is shown as JSON. */
export const evidenceParts = (evidence: Readonly<Record<string, unknown>>): EvidencePart[] =>
  Object.entries(evidence).flatMap(([key, value]) => partsOf(titleOf(key), value));

function partsOf(title: string, value: unknown): EvidencePart[] {
  if (value === null || value === undefined || value === "") return [];
  if (isPlain(value)) return [{ kind: "text", title, text: String(value) }];
  if (Array.isArray(value)) return listOf(title, value);
  if (!isRecord(value)) return [];
  const head = responseHead(value);
  if (head !== undefined) return [{ kind: "text", title: `${title} head`, text: head }];
  const entries = Object.entries(value).filter(([, field]) => field !== null && field !== undefined && field !== "");
  const plain = entries.flatMap(([key, field]) => (isPlain(field) ? [[titleOf(key), String(field)] as const] : []));
  const nested = entries.filter(([, field]) => !isPlain(field));
  return [
    ...(plain.length === 0 ? [] : [{ kind: "pairs", title, pairs: plain } as const]),
    ...nested.map(([key, field]): EvidencePart => ({
      kind: "text",
      title: `${title}: ${titleOf(key).toLowerCase()}`,
      text: json(field),
    })),
  ];
}

function listOf(title: string, values: readonly unknown[]): EvidencePart[] {
  const items = values.map((value) => {
    if (isRecord(value) && typeof value["message"] === "string") {
      return [value["code"], value["message"]].filter(Boolean).join(": ");
    }
    return isPlain(value) ? String(value) : json(value);
  });
  return items.length === 0 ? [] : [{ kind: "list", title, items }];
}

/** The head of an HTTP response, as it came over the wire. */
function responseHead(value: Record<string, unknown>): string | undefined {
  const { statusLine, headers } = value;
  if (typeof statusLine !== "string" || !isRecord(headers)) return undefined;
  return [statusLine, ...Object.entries(headers).map(([name, text]) => `${name}: ${String(text)}`)].join("\n");
}

/** `validFrom` becomes `Valid from`; `tls` and `sha256` stay what they are, in capitals. */
function titleOf(key: string): string {
  if (CAPITALS.has(key.toLowerCase())) return key.toUpperCase();
  const words = key.replaceAll(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const CAPITALS = new Set(["tls", "dns", "ip", "url", "sha256", "json", "html"]);

const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
