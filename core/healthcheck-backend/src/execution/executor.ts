import type { Clock, Extension, Extensions, SecretBox } from "@checkstack/backend-api";
import {
  judgeRun,
  type Assertion,
  type AssertionResult,
  type CheckPolicy,
  type healthCheckStrategies,
  type StrategyResult,
  type Verdict,
} from "@checkstack/healthcheck-common";
import { evaluateAssertions, plainText } from "@checkstack/healthcheck-node";
import { openSecrets } from "../config-secrets.ts";
import type { StallWatch } from "./stall-watch.ts";
import { GRACE_MS, timeLimitOf } from "./time-limit.ts";
import { within } from "./within.ts";

export type Strategies = Extensions<typeof healthCheckStrategies>;
export type Strategy = Extension<typeof healthCheckStrategies>;

/** What is executed: a check, or a configuration that nobody has saved. */
export interface Subject {
  readonly strategy: string;
  readonly config: Record<string, unknown>;
  readonly configVersion: number;
  /** Where the secrets of `config` are bound to. */
  readonly place: string;
  readonly intervalMs: number;
  readonly assertions: readonly Assertion[];
  readonly policy: Pick<CheckPolicy, "degradedAfterMs" | "unhealthyAfterMs">;
}

/** What one execution came to. */
export interface Findings extends Verdict {
  readonly startedAt: Date;
  readonly latencyMs: number | null;
  readonly timings: Record<string, number>;
  readonly fields: Record<string, unknown> | null;
  readonly assertions: readonly AssertionResult[];
  readonly evidence: Record<string, unknown> | null;
}

/** Executes a strategy once and judges what it found. Never throws: what goes wrong with us is a finding too. */
export interface Executor {
  execute(
    subject: Subject,
    options?: { /** Aborted when this instance stops. */ stop?: AbortSignal },
  ): Promise<Findings>;
}

/** Verdicts that may come from our own standing still, rather than from the target. */
const TIME_CODES: ReadonlySet<string | null> = new Set(["TIMEOUT", "TOO_SLOW"]);
const STALL_MS = 1000;
const MAX_MESSAGE = 1000;

export function createExecutor(options: {
  strategies: Strategies;
  secrets: SecretBox;
  clock: Clock;
  stalls: StallWatch;
}): Executor {
  const { strategies, secrets, clock, stalls } = options;
  /** A subject is an object of its own for each revision of a check: its configuration is opened and migrated once. */
  const prepared = new WeakMap<Subject, { strategy: Strategy; config: unknown; timeLimitMs: number }>();

  async function prepare(subject: Subject, strategy: Strategy): Promise<{ config: unknown; timeLimitMs: number }> {
    const before = prepared.get(subject);
    if (before?.strategy === strategy) return before;
    const { data, timeoutMs } = await strategy.client.parseConfig({
      version: subject.configVersion,
      data: openSecrets(subject.config, { place: subject.place, box: secrets }),
    });
    const ready = { strategy, config: freezeDeeply(data), timeLimitMs: timeLimitOf(timeoutMs, subject.intervalMs) };
    prepared.set(subject, ready);
    return ready;
  }

  async function run(subject: Subject, strategy: Strategy, stop?: AbortSignal): Promise<StrategyResult> {
    let ready: { config: unknown; timeLimitMs: number };
    try {
      ready = await prepare(subject, strategy);
    } catch (error) {
      if (isUnreachable(error)) return unreachable(subject.strategy, error);
      return inconclusive("CONFIG_UNUSABLE", `the configuration cannot be used: ${describe(error)}`);
    }
    const { config, timeLimitMs } = ready;
    const outcome = await within({ ms: timeLimitMs, graceMs: GRACE_MS, stop }, (signal) =>
      strategy.client.execute({ config }, { signal }),
    );
    const value = outcome.type === "value" ? outcome.value : undefined;
    // A strategy that was cut off may well say that the target failed.
    if (stop?.aborted && value?.outcome !== "completed") return stopped;
    if (value) return value;
    if (outcome.type !== "error") return timedOut(timeLimitMs);
    if (isUnreachable(outcome.error)) return unreachable(subject.strategy, outcome.error);
    return inconclusive("STRATEGY_ERROR", `strategy "${subject.strategy}" failed: ${describe(outcome.error)}`);
  }

  return {
    async execute(subject, { stop } = {}) {
      const startedAt = new Date(clock.now());
      const start = clock.monotonic();
      const strategy = strategies.get(subject.strategy);
      const result = strategy ? await run(subject, strategy, stop) : notInstalled(subject.strategy);
      const assertions = strategy ? assess(subject.assertions, result, { strategy, now: clock.now() }) : [];
      const verdict = judgeRun(result, assertions, subject.policy);
      const stalledMs = TIME_CODES.has(verdict.code) ? stalls.longestSince(start) : 0;
      return {
        startedAt,
        ...(stalledMs > STALL_MS
          ? stalled(stalledMs)
          : { ...verdict, message: plainText(verdict.message, MAX_MESSAGE) }),
        ...measured(result),
        assertions,
      };
    },
  };
}

/** What cannot be changed is handed to a strategy without a copy, which then knows that it has parsed it before. */
function freezeDeeply(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  for (const field of Object.values(value)) freezeDeeply(field);
  return Object.freeze(value);
}

/** A target that did not answer has no fields to judge: only what was found is held against the assertions. */
function assess(
  assertions: readonly Assertion[],
  result: StrategyResult,
  { strategy, now }: { strategy: Strategy; now: number },
): AssertionResult[] {
  if (result.outcome === "inconclusive" || assertions.length === 0) return [];
  const { fields } = result;
  const assessable =
    result.outcome === "completed" ? assertions : assertions.filter(({ field }) => Object.hasOwn(fields, field));
  return evaluateAssertions(assessable, fields, { fields: strategy.metadata.fields, now });
}

function measured(result: StrategyResult): Pick<Findings, "latencyMs" | "timings" | "fields" | "evidence"> {
  if (result.outcome === "inconclusive") return { latencyMs: null, timings: {}, fields: null, evidence: null };
  const { latencyMs = null, timings, fields, evidence = null } = result;
  return {
    latencyMs: latencyMs === null || !Number.isFinite(latencyMs) ? null : toTenth(latencyMs),
    timings: Object.fromEntries(Object.entries(timings).map(([phase, ms]) => [phase, toTenth(ms)])),
    fields,
    evidence,
  };
}

/** Finer is noise, and costs room in every row. */
const toTenth = (ms: number): number => Math.round(ms * 10) / 10;

const inconclusive = (code: string, reason: string): StrategyResult => ({ outcome: "inconclusive", code, reason });

const stopped = inconclusive("STOPPED", "this instance was stopped during the run");

const notInstalled = (strategy: string): StrategyResult =>
  inconclusive(
    "STRATEGY_NOT_RUNNING",
    `strategy "${strategy}" is not running: its plugin is not installed, or failed; see the page of plugins`,
  );

/** A strategy may run in another process, which may end in the middle of a run. */
const isUnreachable = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && error.code === "PLUGIN_UNAVAILABLE";

const unreachable = (strategy: string, { message }: Error): StrategyResult =>
  inconclusive("STRATEGY_UNREACHABLE", `strategy "${strategy}" could not be asked: ${message}`);

const timedOut = (ms: number): StrategyResult => ({
  outcome: "failed",
  code: "TIMEOUT",
  reason: `no answer within ${ms} ms`,
  timings: {},
  fields: {},
});

const stalled = (ms: number): Verdict => ({
  status: "inconclusive",
  code: "STALLED",
  message: `this instance stood still for ${Math.round(ms)} ms during the run, so that its time says nothing of the target`,
});

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
