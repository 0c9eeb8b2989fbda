import type { ConfigStore, QueueProviderSettings } from "@checkstack/backend-api";
import { blankSecrets, configJsonSchema, defineConfig, secretText } from "@checkstack/common";
import * as z from "zod";

const schema = z.object({
  url: secretText()
    .regex(/^rediss?:\/\//, "must look like redis://:password@host:6379/0")
    .nullish()
    .meta({
      title: "Address",
      description:
        "redis://:password@host:6379/0, or rediss:// for TLS. Left empty, REDIS_URL of the environment counts.",
    }),
  prefix: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,40}$/, "takes letters, digits, hyphens and underscores")
    .default("checkstack")
    .meta({ title: "Prefix", description: "Keeps several installations apart that share one Redis." }),
});

/** Where Redis is, as an operator set it. */
const redisConfig = defineConfig({ version: 1, schema });

const KEY = "redis";
const drafted = z.object({ url: z.string().nullish(), prefix: z.string().optional() });

interface RedisPlace {
  readonly url: string;
  /** Of all keys of this installation. */
  readonly prefix: string;
}

/** The address that holds now, where there is one. */
export async function findRedis(
  config: ConfigStore,
  env: Readonly<Record<string, string | undefined>>,
): Promise<RedisPlace | undefined> {
  const { url: entered, prefix } = await config.read(KEY, redisConfig);
  const url = entered ?? env["REDIS_URL"] ?? "";
  return url === "" ? undefined : { url, prefix };
}

/** As `findRedis`. Throws with a sentence when there is none. */
export async function readRedisSettings(...where: Parameters<typeof findRedis>): Promise<RedisPlace> {
  const found = await findRedis(...where);
  if (found) return found;
  throw new Error("Redis has no address yet; enter it in the settings of the engine, or start with REDIS_URL");
}

/** The settings as the page of queues shows and writes them. */
export function createRedisSettings(config: ConfigStore): QueueProviderSettings {
  const jsonSchema = configJsonSchema(schema);
  return {
    schema: jsonSchema,
    read: async () => blankSecrets(jsonSchema, await config.read(KEY, redisConfig)),
    // The schema itself judges what is complete: a secret that is kept is not there yet.
    write: async (settings) => config.write(KEY, redisConfig, drafted.parse(settings)),
  };
}
