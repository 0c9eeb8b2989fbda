import type { SecretBox } from "@checkstack/backend-api";
import { keepSecrets, mapSecrets, SECRET_UNCHANGED, type JsonSchema } from "@checkstack/common";
import * as z from "zod";

type Config = Record<string, unknown>;

/*
 * A sealed secret is stored as `{ "$sealed": "v1..." }`: it tells itself, so that a configuration can be shown without
 * its secrets even while its strategy, and with it the schema, is not there.
 */

/** Seals every secret of the schema. A value opens only under the same `place`, at the same place in the configuration. */
export const sealSecrets = (config: Config, options: { schema: JsonSchema; place: string; box: SecretBox }): Config =>
  asConfig(
    mapSecrets(options.schema, config, (secret, pointer) =>
      typeof secret === "string" && secret !== ""
        ? { $sealed: options.box.seal(secret, options.place + pointer) }
        : secret,
    ),
  );

/** The configuration as its strategy needs it. Throws when a secret does not open. */
export const openSecrets = (config: Config, { place, box }: { place: string; box: SecretBox }): Config =>
  asConfig(mapSealed(config, (sealed, pointer) => box.open(sealed, place + pointer)));

/** The configuration with its secrets bound to another place. */
export const moveSecrets = (config: Config, { from, to, box }: { from: string; to: string; box: SecretBox }): Config =>
  asConfig(
    mapSealed(config, (sealed, pointer) => ({ $sealed: box.seal(box.open(sealed, from + pointer), to + pointer) })),
  );

/** The configuration as people may see it: a secret that is set reads `SECRET_UNCHANGED`. */
export const hideSecrets = (config: Config): Config => asConfig(mapSealed(config, () => SECRET_UNCHANGED));

/**
 * A configuration as it came from a form, with the secrets that were left alone taken from `before`, which is open.
 * Throws where there is none to keep. What only looks sealed is no secret of anybody's.
 */
export const takeSecrets = (config: Config, before: Config, schema: JsonSchema): Config =>
  asConfig(keepSecrets(schema, hideSecrets(config), before));

function mapSealed(value: unknown, change: (sealed: string, pointer: string) => unknown, pointer = ""): unknown {
  if (Array.isArray(value)) return value.map((item, i) => mapSealed(item, change, `${pointer}/${i}`));
  if (typeof value !== "object" || value === null) return value;
  if ("$sealed" in value && typeof value.$sealed === "string") return change(value.$sealed, pointer);
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, mapSealed(field, change, `${pointer}/${escape(key)}`)]),
  );
}

/** RFC 6901. */
const escape = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");

const asConfig = (value: unknown): Config => z.record(z.string(), z.unknown()).parse(value);
