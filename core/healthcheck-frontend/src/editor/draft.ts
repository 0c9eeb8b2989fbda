import { splitSecrets } from "@checkstack/frontend-api";
import {
  checkInputSchema,
  checkPolicySchema,
  type Check,
  type CheckPolicy,
  type StrategyMetadata,
} from "@checkstack/healthcheck-common";
import { schemaDefaults, validateForm, type FormErrors, type FormValue } from "@checkstack/ui";
import { assertionErrors, toAssertion, toDraft, type AssertionDraft } from "./assertion-draft.ts";
import { sentenceOfIssue } from "./issue-sentence.ts";

/** A check while it is being written. Numbers that were emptied are null. */
export interface Draft {
  /** Undefined as long as nobody has typed one: then it is suggested. */
  readonly name: string | undefined;
  readonly systemId: string | undefined;
  /** Undefined until one was chosen. */
  readonly strategy: string | undefined;
  readonly config: FormValue;
  readonly intervalSeconds: number | null;
  readonly assertions: readonly AssertionDraft[];
  readonly policy: PolicyDraft;
}

export type PolicyDraft = { readonly [Key in Exclude<keyof CheckPolicy, "flapping">]: number | null } & {
  readonly flapping: { readonly changes: number | null; readonly windowRuns: number | null } | null;
};

const USUAL_INTERVAL = 60;

/** A new check, on a system perhaps; with one strategy there is nothing to choose. */
export function newDraft(systemId: string | undefined, strategies: readonly StrategyMetadata[]): Draft {
  const only = strategies.length === 1 ? strategies[0] : undefined;
  return {
    name: undefined,
    systemId,
    strategy: only?.id,
    config: only ? schemaDefaults(only.configSchema) : {},
    intervalSeconds: USUAL_INTERVAL,
    assertions: [],
    policy: checkPolicySchema.parse({}),
  };
}

export function draftOf(check: Check, strategy: StrategyMetadata | undefined): Draft {
  const { name, systemId, config, intervalSeconds, assertions, policy } = check;
  return {
    name,
    systemId,
    strategy: check.strategy,
    config: splitSecrets(config).value,
    intervalSeconds,
    assertions: assertions.map((assertion, index) => toDraft(assertion, strategy?.fields ?? [], `stored-${index}`)),
    policy,
  };
}

/** Another strategy asks for something else: what was configured and asserted for the last one makes no sense for it. */
export const withStrategy = (draft: Draft, strategy: StrategyMetadata): Draft =>
  draft.strategy === strategy.id
    ? draft
    : { ...draft, strategy: strategy.id, config: schemaDefaults(strategy.configSchema), assertions: [] };

/** What it is called when nobody says otherwise: its host and path, or what kind of check it is. */
export function suggestName({ config }: Pick<Draft, "config">, strategy: StrategyMetadata | undefined): string {
  const { url, host } = config;
  if (typeof url === "string" && URL.canParse(url)) {
    const parsed = new URL(url);
    return `${parsed.host}${parsed.pathname === "/" ? "" : parsed.pathname}`.slice(0, 100);
  }
  return typeof host === "string" && host !== "" ? host.slice(0, 100) : (strategy?.displayName ?? "");
}

/** What the server is sent. */
export function toInput(draft: Draft, strategy: StrategyMetadata | undefined) {
  const { name, systemId, config, intervalSeconds, assertions, policy } = draft;
  return {
    name: (name ?? suggestName(draft, strategy)).trim(),
    systemId,
    strategy: draft.strategy,
    config: { ...config },
    intervalSeconds,
    assertions: assertions.map((assertion) => toAssertion(assertion, strategy?.fields ?? [])),
    policy,
  };
}

/** What is wrong, as sentences, by the path at which the server would name it. */
export function draftErrors(
  draft: Draft,
  { strategy, storedSecrets }: { strategy: StrategyMetadata; storedSecrets: readonly string[] },
): FormErrors {
  const parsed = checkInputSchema.safeParse(toInput(draft, strategy));
  const general = (parsed.error?.issues ?? [])
    .filter(({ path }) => path[0] !== "assertions" && path[0] !== "config")
    .map((issue) => [issue.path.join("."), SENTENCES[issue.path.join(".")] ?? sentenceOfIssue(issue)]);
  const config = Object.entries(validateForm(strategy.configSchema, draft.config, { storedSecrets }));
  const assertions = draft.assertions.flatMap((assertion, index) =>
    Object.entries(assertionErrors(assertion, strategy.fields)).map(([part, message]) => [
      `assertions.${index}.${part}`,
      message,
    ]),
  );
  return {
    ...Object.fromEntries(general),
    ...latencyOrder(draft.policy),
    ...Object.fromEntries(config.map(([path, message]) => [`config.${path}`, message])),
    ...Object.fromEntries(assertions),
  };
}

const SENTENCES: Readonly<Record<string, string>> = {
  name: "Give the check a name, of at most 100 characters.",
  systemId: "Choose the system that this check belongs to.",
};

/** Whether the draft differs from what it began with. */
export const isChanged = (draft: Draft, initial: Draft): boolean => JSON.stringify(draft) !== JSON.stringify(initial);

function latencyOrder({ degradedAfterMs, unhealthyAfterMs }: PolicyDraft): FormErrors {
  if (degradedAfterMs === null || unhealthyAfterMs === null || degradedAfterMs < unhealthyAfterMs) return {};
  return { "policy.unhealthyAfterMs": "Must be more than what is degraded." };
}
