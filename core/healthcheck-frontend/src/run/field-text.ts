/** The value of a result field as one line of text, at most 200 characters of it. */
export function fieldText(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

const MOST = 200;
