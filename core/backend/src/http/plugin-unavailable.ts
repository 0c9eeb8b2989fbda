import { ORPCError } from "@orpc/client";
import type { Readiness } from "./readiness.ts";

/** Why a plugin that is installed here does not answer: it is starting, or it does not run. */
export function pluginUnavailable(
  pluginId: string,
  { state, reason }: Readiness["plugins"][string],
): ORPCError<string, unknown> {
  if (state === "failed" || state === "blocked" || state === "modified") {
    return new ORPCError("PLUGIN_FAILED", {
      status: 503,
      message: reason ? `Plugin "${pluginId}" does not run: ${reason}` : `Plugin "${pluginId}" does not run.`,
    });
  }
  return new ORPCError("PLUGIN_STARTING", {
    status: 503,
    message: `Plugin "${pluginId}" is starting; try again in a second.`,
  });
}
