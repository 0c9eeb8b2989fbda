/** A JSON Schema (draft 2020-12) as `configJsonSchema` makes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * What a browser gets in place of a stored secret, and sends back to keep it. A write keeps the stored secret where it
 * finds this, an empty text or nothing; `null` removes it.
 */
export const SECRET_UNCHANGED = "__secret_unchanged__";

/**
 * Copies `data` with every value that `schema` marks as secret replaced; `undefined` removes it. Finds secrets in
 * arrays, records, tuples and unions; where several branches of a union fit, one that says secret is enough.
 * `pointer` is the place in `data` (RFC 6901).
 */
export const mapSecrets = (
  schema: JsonSchema,
  data: unknown,
  replace: (value: unknown, pointer: string) => unknown,
): unknown => walk({ root: schema, visit: replace }, [schema], { value: data, stored: undefined, pointer: "" });

/** `data` as it may be shown: every secret that is set reads `SECRET_UNCHANGED`. */
export const blankSecrets = (schema: JsonSchema, data: unknown): unknown =>
  mapSecrets(schema, data, (value) => (isBlank(value) ? value : SECRET_UNCHANGED));

/**
 * `data` as it came from a form, with the secrets that were left alone taken from `stored`. Items of a list are told
 * apart by their `id`, or by their place while the list keeps its length. Throws where a secret that was never stored,
 * or that belonged to another kind of thing, is to be kept.
 */
export const keepSecrets = (schema: JsonSchema, data: unknown, stored: unknown): unknown =>
  walk({ root: schema, visit: keep }, [schema], { value: data, stored, pointer: "" });

function keep(value: unknown, pointer: string, stored: unknown): unknown {
  if (value === null) return undefined;
  if (!isBlank(value) && value !== SECRET_UNCHANGED) return value;
  if (!isBlank(stored) && stored !== null) return stored;
  if (value !== SECRET_UNCHANGED) return value;
  throw new Error(`the secret at ${pointer} cannot be kept, because none is stored there; enter it`);
}

const isBlank = (value: unknown): boolean => value === undefined || value === "";

interface Walk {
  readonly root: JsonSchema;
  readonly visit: (value: unknown, pointer: string, stored: unknown) => unknown;
}

interface Place {
  readonly value: unknown;
  /** What is stored at the same place, where that is being compared. */
  readonly stored: unknown;
  readonly pointer: string;
}

function walk(context: Walk, schemas: readonly JsonSchema[], place: Place): unknown {
  const { value, stored, pointer } = place;
  const fitting = schemas.flatMap((schema) => expand(context.root, schema, value));
  if (fitting.some((schema) => schema["x-secret"] === true)) return context.visit(value, pointer, stored);
  if (Array.isArray(value)) return walkArray(context, fitting, { value, stored, pointer });
  if (!isRecord(value)) return value;

  const before = isRecord(stored) && fitting.every((schema) => fits(schema, stored)) ? stored : {};
  const absent = fitting
    .flatMap((schema) => (isRecord(schema["properties"]) ? Object.entries(schema["properties"]) : []))
    .filter(([key, schema]) => !Object.hasOwn(value, key) && isRecord(schema) && schema["x-secret"] === true)
    .map(([key]) => [key, undefined] as const);
  const entries = [...Object.entries(value), ...new Map(absent)].map(([key, item]) => {
    const here = {
      value: item,
      stored: Object.hasOwn(before, key) ? before[key] : undefined,
      pointer: `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    };
    return [key, walk(context, propertySchemas(fitting, key), here)] as const;
  });
  return Object.fromEntries(entries.filter(([key, item]) => item !== undefined || Object.hasOwn(value, key)));
}

function walkArray(
  context: Walk,
  schemas: readonly JsonSchema[],
  { value, stored, pointer }: Place & { readonly value: readonly unknown[] },
): unknown {
  const before: readonly unknown[] = Array.isArray(stored) ? stored : [];
  return value
    .map((item, index) =>
      walk(context, itemSchemas(schemas, index), {
        value: item,
        stored: counterpart(item, before, before.length === value.length ? before[index] : undefined),
        pointer: `${pointer}/${index}`,
      }),
    )
    .filter((item) => item !== undefined);
}

/** An item that says who it is takes its secrets along when it moves, and never those of another. */
function counterpart(item: unknown, stored: readonly unknown[], atSamePlace: unknown): unknown {
  if (!isRecord(item) || item["id"] === undefined) return atSamePlace;
  return stored.find((other) => isRecord(other) && other["id"] === item["id"]);
}

/** The plain schemas behind references and combinations, without the branches of a union that `value` cannot be. */
function expand(root: JsonSchema, schema: JsonSchema, value: unknown): readonly JsonSchema[] {
  const branches = [...subschemas(schema["anyOf"]), ...subschemas(schema["oneOf"])];
  return [
    schema,
    ...referenced(root, schema["$ref"]).flatMap((target) => expand(root, target, value)),
    ...subschemas(schema["allOf"]).flatMap((part) => expand(root, part, value)),
    ...branches.filter((branch) => fits(branch, value)).flatMap((branch) => expand(root, branch, value)),
  ];
}

function fits(schema: JsonSchema, value: unknown): boolean {
  const { type, properties } = schema;
  if (typeof type === "string" && !hasType(value, type)) return false;
  if (!isRecord(value) || !isRecord(properties)) return true;
  return Object.entries(properties).every(([key, property]) => {
    if (!isRecord(property) || !Object.hasOwn(value, key)) return true;
    if ("const" in property) return property["const"] === value[key];
    return !Array.isArray(property["enum"]) || property["enum"].includes(value[key]);
  });
}

function hasType(value: unknown, type: string): boolean {
  // A secret that is kept is not there yet.
  if (value === undefined) return true;
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isRecord(value);
  return type === "integer" ? typeof value === "number" : typeof value === type;
}

const propertySchemas = (schemas: readonly JsonSchema[], key: string): readonly JsonSchema[] =>
  schemas.flatMap(({ properties, additionalProperties }) => {
    const own = isRecord(properties) && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    return isRecord(own) ? [own] : [];
  });

const itemSchemas = (schemas: readonly JsonSchema[], index: number): readonly JsonSchema[] =>
  schemas.flatMap(({ prefixItems, items }) => {
    const own = (Array.isArray(prefixItems) ? prefixItems[index] : undefined) ?? items;
    return isRecord(own) ? [own] : [];
  });

function referenced(root: JsonSchema, reference: unknown): readonly JsonSchema[] {
  if (typeof reference !== "string" || !reference.startsWith("#")) return [];
  const target = reference
    .slice(2)
    .split("/")
    .filter((part) => part !== "")
    .reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), root);
  return isRecord(target) ? [target] : [];
}

const subschemas = (list: unknown): readonly JsonSchema[] => (Array.isArray(list) ? list.filter(isRecord) : []);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
