import { useSyncExternalStore } from "react";
import { usePlatform } from "./platform.tsx";
import type { Contributions } from "./plugin-registry.ts";

/** What all loaded plugins contribute; changes as plugins come and go. */
export function useContributions(): Contributions {
  const { registry } = usePlatform();
  return useSyncExternalStore(registry.subscribe, registry.snapshot);
}
