import { implementContract, type Contribution } from "@checkstack/backend-api";
import { configJsonSchema, readConfig, type ConfigSchema } from "@checkstack/common";
import {
  healthCheckStrategies,
  type FieldDescriptor,
  type StrategyMetadata,
  type StrategyResult,
} from "@checkstack/healthcheck-common";
import * as z from "zod";

/** A way to check something: what people see of it, its configuration, and the check itself. */
export interface HealthCheckStrategy<Schema extends z.ZodType> extends Pick<
  StrategyMetadata,
  "id" | "displayName" | "description" | "category" | "icon"
> {
  /** The form is made from its JSON Schema. The schema must accept what it gives. */
  readonly config: ConfigSchema<Schema>;
  readonly fields: readonly FieldDescriptor[];
  /** The longest that one execution takes, in milliseconds. */
  timeoutMs(config: z.output<Schema>): number;
  /** Checks once, within `timeoutMs`. A throw is a bug of the strategy, and makes the run inconclusive. */
  execute(options: {
    readonly config: z.output<Schema>;
    readonly timeoutMs: number;
    /** Aborted when nobody waits for the result any more. */
    readonly signal?: AbortSignal;
  }): Promise<StrategyResult>;
}

/** Makes what a plugin contributes to `healthCheckStrategies`: `contribute(healthCheckStrategies, defineHealthCheckStrategy({ ... }))`. */
export function defineHealthCheckStrategy<Schema extends z.ZodType>(
  strategy: HealthCheckStrategy<Schema>,
): Contribution<typeof healthCheckStrategies> {
  const { id, displayName, description, category, icon, config, fields } = strategy;
  const parse = rememberParsed(config.schema);
  const os = implementContract({ pluginId: healthCheckStrategies.ownerId, router: healthCheckStrategies.router });
  return {
    metadata: {
      id,
      displayName,
      description,
      category,
      icon,
      configVersion: config.version,
      configSchema: configJsonSchema(config.schema),
      fields: [...fields],
    },
    implementation: os.router({
      execute: os.execute.handler(async ({ input, signal }) => {
        try {
          const parsed = parse(input.config);
          return await strategy.execute({
            config: parsed,
            timeoutMs: strategy.timeoutMs(parsed),
            ...(signal && { signal }),
          });
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          return {
            outcome: "inconclusive",
            code: "STRATEGY_ERROR",
            reason: `strategy "${id}" failed by itself: ${reason}`,
          };
        }
      }),
      parseConfig: os.parseConfig.handler(({ input, errors }) => {
        const result = tryRead(config, input);
        if ("issues" in result) throw errors.INVALID_CONFIG({ data: result });
        return { version: config.version, data: result.data, timeoutMs: strategy.timeoutMs(result.data) };
      }),
    }),
  };
}

interface ConfigIssues {
  readonly issues: { path: string; message: string }[];
}

function tryRead<Schema extends z.ZodType>(
  config: ConfigSchema<Schema>,
  stored: { version: number; data?: unknown },
): { readonly data: z.output<Schema> } | ConfigIssues {
  try {
    return { data: readConfig(config, { version: stored.version, data: stored.data }) };
  } catch (error) {
    if (error instanceof z.ZodError) {
      return { issues: error.issues.map(({ path, message }) => ({ path: path.join("."), message })) };
    }
    if (error instanceof Error) return { issues: [{ path: "", message: error.message }] };
    throw error;
  }
}

/** A check runs with the same configuration object again and again: it is parsed the first time. */
function rememberParsed<Schema extends z.ZodType>(schema: Schema): (config: unknown) => z.output<Schema> {
  const parsed = new WeakMap<object, z.output<Schema>>();
  return (config) => {
    if (typeof config !== "object" || config === null) return schema.parse(config);
    if (!parsed.has(config)) parsed.set(config, schema.parse(config));
    return parsed.get(config) ?? schema.parse(config);
  };
}
