import type { Scope } from "@checkstack/backend-api";

/** Services that plugins provide, each gone with the scope of its provider. */
export interface ServiceTable {
  /** The plugin that provides it. */
  ownerOf(id: string): string | undefined;
  /** The service as `consumer` sees it; `undefined` when nobody provides it. */
  get(id: string, consumer: Scope): unknown;
  add(provider: Scope, id: string, view: (consumer: Scope) => unknown): void;
}

export function createServiceTable(): ServiceTable {
  const providers = new Map<string, { ownerId: string; view: (consumer: Scope) => unknown }>();
  return {
    ownerOf: (id) => providers.get(id)?.ownerId,
    get: (id, consumer) => providers.get(id)?.view(consumer),
    add(provider, id, view) {
      const taken = providers.get(id);
      if (taken) throw new Error(`service "${id}" is already provided by plugin "${taken.ownerId}"`);
      provider.defer(() => void providers.delete(id));
      providers.set(id, { ownerId: provider.pluginId, view });
    },
  };
}
