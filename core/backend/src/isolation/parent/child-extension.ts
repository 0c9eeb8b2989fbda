import { PluginUnreachable } from "../../elsewhere/index.ts";
import { OtherSideLost } from "../protocol/door.ts";
import { outputOf, type Outcome } from "../protocol/outcome.ts";
import { CHILD_PLACE } from "./child-endpoint.ts";
import type { Life } from "./life.ts";

interface Question {
  readonly pointId: string;
  readonly id: string;
  readonly path: string[];
  readonly input: unknown;
}

/** Calls what a process contributed to a contract point. */
export async function askExtension(
  { pluginId, process }: Pick<Life, "pluginId" | "process">,
  question: Question,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  let outcome: Outcome;
  try {
    outcome = await process.ask.extension(question, { ...(signal && { signal }) });
  } catch (error) {
    if (!(error instanceof OtherSideLost)) throw error;
    const delivered = process.hasEnded() ? "no" : "perhaps";
    throw new PluginUnreachable({ pluginId, place: CHILD_PLACE }, { delivered, cause: error });
  }
  return outputOf(outcome);
}
