import type { Clock } from "@checkstack/backend-api";
import type { StrategyResult } from "@checkstack/healthcheck-common";
import { startAttempt, type Attempt } from "./attempt.ts";
import { connect } from "./connect.ts";
import { evidenceOf } from "./evidence.ts";
import { exchange, type Response } from "./exchange.ts";
import { fieldsOf, textOf } from "./fields.ts";
import { Finding, findingOf } from "./finding.ts";
import type { Plan } from "./plan.ts";
import { redirected } from "./redirect.ts";
import { startStopwatch, type Phase } from "./stopwatch.ts";

const MAX_REDIRECTS = 10;
/** A time limit noticed this much too late says that this process was held up, and nothing of the target. */
const STARVED_MS = 250;

export interface ExecuteOptions {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** Sends the request, follows redirects, and says what came of it, within `timeoutMs` whatever the target does. */
export async function execute(plan: Plan, options: ExecuteOptions): Promise<StrategyResult> {
  const attempt = startAttempt(startStopwatch(() => options.clock.monotonic()));
  try {
    const answer = await within(options, attempt, follow(plan, attempt));
    return conclude(plan, attempt, answer);
  } catch (error) {
    attempt.stopwatch.stop();
    const finding = findingOf(error, attempt.stopwatch.phase, plan.request.url.host);
    if (finding.inconclusive) return { outcome: "inconclusive", code: finding.code, reason: finding.message };
    return {
      outcome: "failed",
      code: finding.code,
      reason: finding.message,
      timings: { ...attempt.stopwatch.timings },
      fields: {},
      evidence: evidenceOf(attempt.seen, { error: finding }),
    };
  } finally {
    attempt.end();
  }
}

type Answer = Extract<Response, { type: "answer" }>;

async function follow(plan: Plan, attempt: Attempt): Promise<Answer> {
  const { followRedirects, maxBodyBytes } = plan.config;
  for (let request = plan.request; ;) {
    attempt.seen.request = `${request.method} ${request.url.href}`;
    const socket = await connect(request.url, plan, attempt);
    const response = await exchange(socket, request, { attempt, maxBodyBytes, followRedirects });
    if (response.type === "answer") return response;
    if (attempt.seen.redirects.length === MAX_REDIRECTS) {
      throw new Finding(
        "TOO_MANY_REDIRECTS",
        `more than ${MAX_REDIRECTS} redirects, the last to ${response.location.slice(0, 200)}`,
      );
    }
    request = redirected(request, response.statusCode, response.location);
    attempt.seen.redirects.push(request.url.href);
  }
}

/** Gives up on `answer` when the time is over or nobody waits for it any more. */
function within(
  { clock, timeoutMs, signal }: ExecuteOptions,
  { stopwatch }: Attempt,
  answer: Promise<Answer>,
): Promise<Answer> {
  return new Promise((succeed, fail) => {
    const due = clock.monotonic() + timeoutMs;
    const timer = setTimeout(() => fail(timeUp(stopwatch.phase, timeoutMs, clock.monotonic() - due)), timeoutMs);
    const cancel = (): void => fail(new Finding("CANCELLED", "nobody waits for the result any more"));
    if (signal?.aborted) cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
    };
    answer.then(succeed, fail).finally(settle);
  });
}

function timeUp(phase: Phase, timeoutMs: number, lateMs: number): Finding {
  const limit = `${timeoutMs / 1000} s`;
  if (lateMs > STARVED_MS) {
    return new Finding(
      "STARVED",
      `this process was too busy: it noticed the limit of ${limit} ${Math.round(lateMs)} ms late`,
    );
  }
  if (phase === "dns") return new Finding("DNS_FAILED", `no DNS server answered within ${limit}`);
  return new Finding("TIMEOUT", `no answer within ${limit}: ${UNFINISHED[phase]}`);
}

const UNFINISHED: Record<Exclude<Phase, "dns">, string> = {
  connect: "the connection could not be made",
  tls: "the TLS handshake did not finish",
  firstByte: "connected, but the response did not begin",
  transfer: "the response began, but did not end",
};

function conclude(plan: Plan, { stopwatch, seen }: Attempt, { head, body }: Answer): StrategyResult {
  const latencyMs = stopwatch.stop();
  const timings = { ...stopwatch.timings };
  const text = textOf(head, body);
  const found = {
    latencyMs,
    timings,
    fields: fieldsOf({ head, body, text }, { seen, latencyMs, timings }),
    evidence: evidenceOf(seen, { text }),
  };
  const { acceptedStatus, tls } = plan.config;
  if (!plan.accepts(head.statusCode)) {
    const reason = `expected a status of ${acceptedStatus}, was ${head.statusCode} ${head.statusMessage}`.trimEnd();
    return { outcome: "failed", code: "STATUS_NOT_ACCEPTED", reason, ...found };
  }
  const daysLeft = seen.certificate?.daysLeft;
  if (tls.verify && daysLeft !== undefined && daysLeft < tls.minimumDaysLeft) {
    const reason = `the certificate expires in ${daysLeft} days, fewer than ${tls.minimumDaysLeft}`;
    return { outcome: "failed", code: "CERTIFICATE_EXPIRES_SOON", severity: "degraded", reason, ...found };
  }
  return { outcome: "completed", ...found };
}
