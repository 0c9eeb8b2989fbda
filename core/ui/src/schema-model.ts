/** A JSON Schema (draft 2020-12) as a form sees it. */
export type FieldModel = FieldBase & FieldKind;

export interface FieldBase {
  readonly title: string;
  readonly description?: string;
  readonly placeholder?: string;
  readonly required: boolean;
  /** Empty means null rather than absent. */
  readonly nullable: boolean;
  /** Shown only when asked for: `x-advanced`. */
  readonly advanced: boolean;
  readonly default?: unknown;
}

export type FieldKind = TextField | SecretField | NumberField | BooleanField | ChoiceField | ObjectField | Composite;

export type Composite = ManyField | ListField | RecordField | VariantsField | JsonField;

export interface TextField {
  readonly kind: "text";
  readonly format?: string;
  readonly multiline: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** `x-secret`: the stored value never comes back, so that an absent value means "as it is". */
export interface SecretField {
  readonly kind: "secret";
  readonly multiline: boolean;
}

export interface NumberField {
  readonly kind: "number";
  readonly integer: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly moreThan?: number;
  readonly lessThan?: number;
  /** `x-unit`: shown behind the number. */
  readonly unit?: string;
}

export interface BooleanField {
  readonly kind: "boolean";
}

export interface ChoiceField {
  readonly kind: "choice";
  readonly choices: readonly Choice[];
}

export interface Choice {
  readonly value: string | number | boolean;
  readonly label: string;
}

export interface ObjectField {
  readonly kind: "object";
  readonly fields: readonly { readonly key: string; readonly model: FieldModel }[];
}

/** Any of a few. */
export interface ManyField {
  readonly kind: "many";
  readonly choices: readonly Choice[];
}

export interface ListField {
  readonly kind: "list";
  readonly item: FieldModel;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface RecordField {
  readonly kind: "record";
  readonly value: FieldModel;
}

/** Objects of which one constant property (`tag`) says which it is. */
export interface VariantsField {
  readonly kind: "variants";
  readonly tag: string;
  readonly variants: readonly {
    readonly value: string;
    readonly label: string;
    readonly model: FieldModel & ObjectField;
  }[];
}

/** What no better control fits. */
export interface JsonField {
  readonly kind: "json";
}

/** `intervalSeconds` and `interval_seconds` become `Interval seconds`; `sendTLSAlert` becomes `Send TLS alert`. */
export function titleFromKey(key: string): string {
  const words = key
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[\s_-]+/)
    .map((word) =>
      ACRONYMS.has(word.toLowerCase()) || /^[A-Z]{2,}$/.test(word) ? word.toUpperCase() : word.toLowerCase(),
    );
  const text = words.join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const ACRONYMS = new Set([
  "url",
  "http",
  "https",
  "tls",
  "ssl",
  "dns",
  "ip",
  "id",
  "api",
  "tcp",
  "udp",
  "json",
  "smtp",
]);
