/** HTML that is safe to send. */
export interface Html {
  readonly html: string;
}

type Value = string | number | undefined | Html | readonly Html[];

/** Builds HTML in which every text is escaped; only what this function made goes in as it is. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: parts.reduce((text, part, index) => text + toHtml(values[index - 1]) + part) };
}

function toHtml(value: Value): string {
  if (value === undefined) return "";
  if (typeof value === "string" || typeof value === "number") return Bun.escapeHTML(String(value));
  return "html" in value ? value.html : value.map((item) => item.html).join("");
}

export const safe = (text: string): Html => ({ html: text });
