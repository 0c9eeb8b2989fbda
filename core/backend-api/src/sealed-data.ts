import { mapSecrets, SECRET_UNCHANGED, type JsonSchema } from "@checkstack/common";
import type { SecretBox } from "./core-services.ts";

/**
 * `data` with every value that `schema` marks as secret sealed, to be stored as JSON. `place` (table, row and column) and
 * the value's own place in `data` are bound in.
 */
export function sealSecrets(options: {
  schema: JsonSchema;
  data: unknown;
  secrets: SecretBox;
  place: string;
}): unknown {
  const { schema, data, secrets, place } = options;
  refuseSealed(data);
  return mapSecrets(schema, data, (value, pointer) =>
    value === undefined || value === null ? value : { [SEALED]: secrets.seal(JSON.stringify(value), place + pointer) },
  );
}

/** What `sealSecrets` was given. Needs no schema, so that data of any version opens. */
export const openSecrets = ({ data, secrets, place }: { data: unknown; secrets: SecretBox; place: string }): unknown =>
  mapSealed(data, place, (sealed, at) => JSON.parse(secrets.open(sealed, at)));

/** Stored data as it may be shown: every sealed value reads `SECRET_UNCHANGED`. */
export const blankSealed = (data: unknown): unknown => mapSealed(data, "", () => SECRET_UNCHANGED);

/** The one key of the object that stands in for a secret. */
const SEALED = "$sealed";

function mapSealed(data: unknown, at: string, replace: (sealed: string, at: string) => unknown): unknown {
  if (typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) return data.map((item, index) => mapSealed(item, `${at}/${index}`, replace));
  if (SEALED in data && typeof data[SEALED] === "string") return replace(data[SEALED], at);
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      mapSealed(value, `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, replace),
    ]),
  );
}

/** Data from outside that looks sealed would fail to open at every later read. */
function refuseSealed(data: unknown): void {
  mapSealed(data, "", (_sealed, at) => {
    throw new Error(`the value at ${at} has a key "${SEALED}", which is kept for secrets; give it another name`);
  });
}
