/** The value of a result field as one line of text, at most 200 characters of it. */
export function fieldText(value: unknown): string {
  // Digits below the tenth are noise.
  const rounded = typeof value === "number" ? Math.round(value * 10) / 10 : value;
  const text = typeof rounded === "string" ? rounded : (JSON.stringify(rounded) ?? "");
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

const MOST = 200;
