import type { Extension, Extensions, Logger } from "@checkstack/backend-api";
import type { Impact, systemDependents } from "@checkstack/catalog-common";

type Dependents = Extensions<typeof systemDependents>;

/** Asks every plugin that keeps something for systems what a deletion would take with it. */
export type DeletionImpact = (systemIds: readonly string[]) => Promise<Impact[]>;

const DEADLINE_MS = 2000;

/** Makes the question. Who does not answer in time, or answers with an error, is named instead: a person decides then. */
export function createDeletionImpact(options: {
  dependents: Dependents;
  logger: Logger;
  deadlineMs?: number;
}): DeletionImpact {
  const { dependents, logger, deadlineMs = DEADLINE_MS } = options;

  async function ask(
    dependent: ReturnType<Dependents["list"]>[number],
    systemIds: readonly string[],
  ): Promise<Impact[]> {
    try {
      return await answerWithin(dependent, systemIds, deadlineMs);
    } catch (error) {
      logger.warn(`plugin "${dependent.pluginId}" did not say what it keeps for systems that are to be deleted`, {
        error,
      });
      return [{ label: `unknown: ${dependent.pluginId} did not answer`, count: 0 }];
    }
  }

  return async (systemIds) => {
    const answers = await Promise.all(dependents.list().map((dependent) => ask(dependent, systemIds)));
    return answers.flat();
  };
}

/** The deadline holds whether or not the plugin heeds the signal. */
async function answerWithin(
  { client }: Extension<typeof systemDependents>,
  systemIds: readonly string[],
  deadlineMs: number,
): Promise<Impact[]> {
  const signal = AbortSignal.timeout(deadlineMs);
  const late = Promise.withResolvers<never>();
  const onAbort = () => late.reject(signal.reason);
  signal.addEventListener("abort", onAbort);
  try {
    const answer = client.impact({ systemIds: [...systemIds] }, { signal });
    const impacts = await Promise.race([answer, late.promise]);
    return impacts.filter(({ count }) => count > 0);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
