import type { SecretBox } from "@checkstack/backend-api";
import type { Assertion } from "@checkstack/healthcheck-common";
import { assertionProblems } from "@checkstack/healthcheck-node";
import * as z from "zod";
import { moveSecrets, openSecrets, sealSecrets, takeSecrets } from "../config-secrets.ts";
import type { Strategies, Strategy } from "../execution/executor.ts";
import { isTimeoutTooLong } from "../execution/time-limit.ts";
import { placeOf, type CheckRow } from "./definition.ts";

type Config = Record<string, unknown>;

interface Issue {
  readonly path: string;
  readonly message: string;
}

/** The errors of a procedure that takes a configuration. */
export interface ConfigErrors {
  STRATEGY_NOT_FOUND(options: { data: { strategy: string }; message: string }): Error;
  INVALID_CONFIG(options: { data: { issues: Issue[] }; message: string }): Error;
}

export interface TimeoutErrors {
  TIMEOUT_TOO_LONG(options: { data: { timeoutMs: number; intervalSeconds: number }; message: string }): Error;
}

/** A configuration as somebody gave it, with the one before it, from which it may take secrets. */
export interface GivenConfig {
  readonly strategy: string;
  readonly config: Config;
  /** Its secrets are open. */
  readonly before: Config;
  readonly assertions: readonly Assertion[];
}

/** A configuration as its strategy has parsed it; its secrets are open. */
export interface ParsedConfig {
  readonly config: Config;
  readonly configVersion: number;
  readonly configSchema: Config;
  readonly timeoutMs: number;
}

/** Brings configurations from people into the database and back. */
export interface CheckConfigs {
  parse(given: GivenConfig, errors: ConfigErrors): Promise<ParsedConfig>;
  /** Parses and seals a configuration for the check with this id. */
  prepare(
    given: GivenConfig & { id: string; intervalMs: number },
    errors: ConfigErrors & TimeoutErrors,
  ): Promise<Pick<CheckRow, "config" | "configVersion">>;
  open(check: Pick<CheckRow, "id" | "config">): Config;
  /** The stored configuration of a check, as it is stored for another. */
  move(check: Pick<CheckRow, "id" | "config">, toId: string): Config;
}

export function createCheckConfigs(options: { strategies: Strategies; secrets: SecretBox }): CheckConfigs {
  const { strategies, secrets: box } = options;

  async function parse(given: GivenConfig, errors: ConfigErrors): Promise<ParsedConfig> {
    const strategy = strategyOf(strategies, given.strategy, errors);
    const parsed = await askStrategy(strategy, given);
    const wrong = given.assertions.flatMap((assertion, i) =>
      assertionProblems(assertion, strategy.metadata.fields).map(({ path, message }) => ({
        path: `assertions.${i}.${path}`,
        message,
      })),
    );
    if ("issues" in parsed) throw invalid([...parsed.issues, ...wrong], errors);
    if (wrong.length > 0) throw invalid(wrong, errors);
    return parsed;
  }

  return {
    parse,
    async prepare(given, errors) {
      const parsed = await parse(given, errors);
      const { timeoutMs, configVersion, configSchema: schema } = parsed;
      const intervalSeconds = given.intervalMs / 1000;
      if (isTimeoutTooLong({ ...parsed, intervalMs: given.intervalMs })) {
        throw errors.TIMEOUT_TOO_LONG({
          data: { timeoutMs, intervalSeconds },
          message: `The time limit of ${timeoutMs} ms is not below the interval of ${intervalSeconds} s; shorten it, or check less often.`,
        });
      }
      return { config: sealSecrets(parsed.config, { schema, place: placeOf(given.id), box }), configVersion };
    },
    open: ({ id, config }) => openSecrets(config, { place: placeOf(id), box }),
    move: ({ id, config }, toId) => moveSecrets(config, { from: placeOf(id), to: placeOf(toId), box }),
  };
}

/** The strategy with this id, or the error that says which ones there are. */
export function strategyOf(
  strategies: Strategies,
  id: string,
  errors: Pick<ConfigErrors, "STRATEGY_NOT_FOUND">,
): Strategy {
  const strategy = strategies.get(id);
  if (strategy) return strategy;
  const known = strategies.list().map(({ metadata }) => metadata.id);
  throw errors.STRATEGY_NOT_FOUND({
    data: { strategy: id },
    message: `There is no strategy "${id}"; there is: ${known.join(", ") || "none"}.`,
  });
}

async function askStrategy(
  { metadata, client }: Strategy,
  { config, before }: GivenConfig,
): Promise<ParsedConfig | { issues: Issue[] }> {
  const { configVersion: version, configSchema } = metadata;
  try {
    const data = takeKnownSecrets(config, before, configSchema);
    const parsed = await client.parseConfig({ version, data });
    return { config: asConfig(parsed.data), configVersion: parsed.version, configSchema, timeoutMs: parsed.timeoutMs };
  } catch (error) {
    if (error instanceof MissingSecretError) return { issues: [{ path: "config", message: error.message }] };
    if (!(error instanceof Error) || !("code" in error && error.code === "INVALID_CONFIG" && "data" in error))
      throw error;
    const { issues } = issuesSchema.parse(error.data);
    return {
      issues: issues.map(({ path, message }) => ({ path: path === "" ? "config" : `config.${path}`, message })),
    };
  }
}

class MissingSecretError extends Error {}

function takeKnownSecrets(config: Config, before: Config, schema: Config): Config {
  try {
    return takeSecrets(config, before, schema);
  } catch (cause) {
    throw new MissingSecretError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function invalid(issues: Issue[], errors: ConfigErrors): Error {
  const fields = issues.map(({ path, message }) => `${path}: ${message}`);
  return errors.INVALID_CONFIG({ data: { issues }, message: `The configuration is not valid. ${fields.join("; ")}` });
}

const issuesSchema = z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) });

const asConfig = (data: unknown): Config => z.record(z.string(), z.unknown()).parse(data);
