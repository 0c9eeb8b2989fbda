import type { ApiRef } from "./api-ref.ts";
import { findApi } from "./plugin-registry.ts";
import { useContributions } from "./use-contributions.ts";

/** Gives another plugin's service. Throws when no loaded plugin provides it; `useOptionalApi` does not. */
export function useApi<T>(ref: ApiRef<T>): T {
  const provision = findApi(useContributions(), ref);
  if (!provision) {
    throw new Error(`No loaded plugin provides the API "${ref.id}"; install or enable the plugin that does.`);
  }
  return provision.api;
}

/** Gives another plugin's service, or nothing while no loaded plugin provides it. */
export const useOptionalApi = <T>(ref: ApiRef<T>): T | undefined => findApi(useContributions(), ref)?.api;
