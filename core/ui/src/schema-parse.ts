import {
  titleFromKey,
  type Choice,
  type FieldBase,
  type FieldKind,
  type FieldModel,
  type ObjectField,
} from "./schema-model.ts";

type Node = Readonly<Record<string, unknown>>;

/** Reads a JSON Schema. What it does not understand becomes a field for JSON text, so that nothing is unreachable. */
export function parseSchema(schema: unknown): FieldModel {
  const root = isNode(schema) ? schema : {};
  return fieldOf(root, { title: "", required: true, root });
}

interface Place {
  title: string;
  required: boolean;
  root: Node;
}

function fieldOf(raw: Node, place: Place): FieldModel {
  const { node, nullable } = withoutNull(resolved(raw, place.root));
  const example = Array.isArray(node["examples"]) ? node["examples"][0] : undefined;
  const placeholder = text(node["x-placeholder"]) ?? (typeof example === "string" ? example : undefined);
  const description = text(node["description"]) ?? text(raw["description"]);
  const base: FieldBase = {
    title: text(node["title"]) ?? text(raw["title"]) ?? place.title,
    ...(description !== undefined && { description }),
    ...(placeholder !== undefined && { placeholder }),
    required: place.required,
    nullable,
    advanced: node["x-advanced"] === true || raw["x-advanced"] === true,
    ...("default" in node ? { default: node["default"] } : "default" in raw && { default: raw["default"] }),
  };
  return { ...base, ...kindOf(node, place) };
}

function kindOf(node: Node, place: Place): FieldKind {
  const choices = choicesOf(node);
  if (choices) return { kind: "choice", choices };
  const alternatives = nodesOf(node["oneOf"]) ?? nodesOf(node["anyOf"]);
  if (alternatives) return variantsOf(alternatives, place) ?? { kind: "json" };
  const all = nodesOf(node["allOf"]);
  if (all) return kindOf(merged(node, all, place.root), place);
  switch (node["type"]) {
    case "string":
      return textOf(node);
    case "integer":
    case "number":
      return numberOf(node);
    case "boolean":
      return { kind: "boolean" };
    case "array":
      return listOf(node, place);
    case "object":
      return objectOf(node, place);
    default:
      return isNode(node["properties"]) ? objectOf(node, place) : { kind: "json" };
  }
}

function textOf(node: Node): FieldKind {
  const multiline = node["x-multiline"] === true;
  if (node["x-secret"] === true) return { kind: "secret", multiline };
  return {
    kind: "text",
    multiline,
    ...optional("format", text(node["format"])),
    ...optional("minLength", number(node["minLength"])),
    ...optional("maxLength", number(node["maxLength"])),
    // A format says it better than the pattern that goes with it.
    ...optional("pattern", node["format"] === undefined ? text(node["pattern"]) : undefined),
  };
}

function numberOf(node: Node): FieldKind {
  return {
    kind: "number",
    integer: node["type"] === "integer",
    ...optional("minimum", bound(number(node["minimum"]))),
    ...optional("maximum", bound(number(node["maximum"]))),
    ...optional("moreThan", number(node["exclusiveMinimum"])),
    ...optional("lessThan", number(node["exclusiveMaximum"])),
    ...optional("unit", text(node["x-unit"])),
  };
}

/** Generators write the limits of exact integers where there is no limit at all. */
const bound = (value: number | undefined): number | undefined =>
  value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;

function listOf(node: Node, place: Place): FieldKind {
  const items = isNode(node["items"]) ? node["items"] : undefined;
  if (!items) return { kind: "json" };
  const item = fieldOf(items, { title: text(node["title"]) ?? place.title, required: true, root: place.root });
  if (item.kind === "choice") return { kind: "many", choices: item.choices };
  return {
    kind: "list",
    item,
    ...optional("minItems", number(node["minItems"])),
    ...optional("maxItems", number(node["maxItems"])),
  };
}

function objectOf(node: Node, place: Place): FieldKind {
  const properties = isNode(node["properties"]) ? node["properties"] : {};
  const values = node["additionalProperties"];
  if (Object.keys(properties).length === 0 && isNode(values)) {
    return { kind: "record", value: fieldOf(values, { title: "Value", required: true, root: place.root }) };
  }
  return fieldsOf(node, properties, place.root);
}

function fieldsOf(node: Node, properties: Node, root: Node): ObjectField {
  const required = Array.isArray(node["required"]) ? node["required"] : [];
  return {
    kind: "object",
    fields: Object.entries(properties).flatMap(([key, property]) =>
      isNode(property)
        ? [{ key, model: fieldOf(property, { title: titleFromKey(key), required: required.includes(key), root }) }]
        : [],
    ),
  };
}

/** Objects told apart by a constant property that all of them have. */
function variantsOf(alternatives: readonly Node[], place: Place): FieldKind | undefined {
  const objects = alternatives.map((alternative) => resolved(alternative, place.root));
  const first = objects[0]?.["properties"];
  if (!isNode(first)) return undefined;
  const tag = Object.keys(first).find((key) => objects.every((object) => constantOf(object, key) !== undefined));
  if (tag === undefined) return undefined;
  return {
    kind: "variants",
    tag,
    variants: objects.map((object) => {
      const value = constantOf(object, tag) ?? "";
      const { [tag]: _, ...properties } = isNode(object["properties"]) ? object["properties"] : {};
      const title = text(object["title"]) ?? titleFromKey(value);
      const description = text(object["description"]);
      return {
        value,
        label: title,
        model: {
          title,
          ...(description !== undefined && { description }),
          required: true,
          nullable: false,
          advanced: false,
          ...fieldsOf(object, properties, place.root),
        },
      };
    }),
  };
}

function constantOf(object: Node, key: string): string | undefined {
  const property = isNode(object["properties"]) ? object["properties"][key] : undefined;
  return isNode(property) ? text(property["const"]) : undefined;
}

function choicesOf(node: Node): Choice[] | undefined {
  const values = "const" in node ? [node["const"]] : node["enum"];
  if (!Array.isArray(values)) return constantsOf(node);
  const labels = isNode(node["x-labels"]) ? node["x-labels"] : {};
  return values.flatMap((value) =>
    isChoiceValue(value) ? [{ value, label: text(labels[String(value)]) ?? labelOf(value) }] : [],
  );
}

/** `anyOf` of nothing but constants is an enumeration with titles. */
function constantsOf(node: Node): Choice[] | undefined {
  const alternatives = nodesOf(node["oneOf"]) ?? nodesOf(node["anyOf"]);
  if (!alternatives || alternatives.length === 0) return undefined;
  const choices = alternatives.flatMap((alternative) => {
    const value = alternative["const"];
    return isChoiceValue(value) ? [{ value, label: text(alternative["title"]) ?? labelOf(value) }] : [];
  });
  return choices.length === alternatives.length ? choices : undefined;
}

/** Words get a capital; codes such as `GET`, `1.2` or `eu-west` stay as they are. */
const labelOf = (value: Choice["value"]): string =>
  typeof value === "string" && /^[a-z]+([A-Z][a-z]+)*$/.test(value) ? titleFromKey(value) : String(value);

/** `anyOf: [X, null]` and `type: ["string", "null"]` are X that may be null. */
function withoutNull(node: Node): { node: Node; nullable: boolean } {
  const { type, anyOf } = node;
  if (Array.isArray(type) && type.includes("null")) {
    const others = type.filter((name) => name !== "null");
    return { node: { ...node, type: others[0] }, nullable: true };
  }
  const alternatives = nodesOf(anyOf);
  const others = alternatives?.filter((alternative) => alternative["type"] !== "null");
  if (!alternatives || !others || others.length === alternatives.length) return { node, nullable: false };
  const { anyOf: _, ...rest } = node;
  const only = others.length === 1 ? others[0] : undefined;
  return { node: only ? { ...rest, ...only } : { ...rest, anyOf: others }, nullable: true };
}

function resolved(node: Node, root: Node): Node {
  const reference = text(node["$ref"]);
  if (!reference?.startsWith("#/")) return node;
  let target: unknown = root;
  for (const step of reference.slice(2).split("/")) {
    target = isNode(target) ? target[step.replaceAll("~1", "/").replaceAll("~0", "~")] : undefined;
  }
  const { $ref: _, ...rest } = node;
  return isNode(target) ? { ...target, ...rest } : rest;
}

function merged(node: Node, parts: readonly Node[], root: Node): Node {
  const { allOf: _, ...own } = node;
  return parts
    .map((part) => resolved(part, root))
    .reduce<Node>(
      (result, part) => ({
        ...result,
        ...part,
        properties: { ...asNode(result["properties"]), ...asNode(part["properties"]) },
        required: [...asList(result["required"]), ...asList(part["required"])],
      }),
      own,
    );
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);
const asNode = (value: unknown): Node => (isNode(value) ? value : {});
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const nodesOf = (value: unknown): Node[] | undefined => (Array.isArray(value) ? value.filter(isNode) : undefined);
const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
const isChoiceValue = (value: unknown): value is Choice["value"] =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

const optional = <Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> => {
  const result: Partial<Record<Key, Value>> = {};
  if (value !== undefined) result[key] = value;
  return result;
};
