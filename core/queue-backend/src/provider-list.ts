import type { QueueProvider } from "@checkstack/backend-api";

/** The engines that plugins have added, in the order in which they came. */
export interface ProviderList {
  list(): readonly QueueProvider[];
  has(provider: QueueProvider): boolean;
  /** The newest of that id: an engine that is being replaced is there twice for a moment. */
  byId(id: string): QueueProvider | undefined;
  /** The answer takes it out again, and resolves once nobody uses it any more. */
  add(provider: QueueProvider): () => Promise<void>;
  /** `listener` is called after each change, and awaited by whoever takes an engine out. */
  onChange(listener: () => Promise<void>): void;
}

/** Makes an empty list. */
export function createProviderList(): ProviderList {
  const providers: QueueProvider[] = [];
  let listener: (() => Promise<void>) | undefined;

  return {
    list: () => [...providers],
    has: (provider) => providers.includes(provider),
    byId: (id) => providers.findLast((provider) => provider.id === id),
    add(provider) {
      providers.push(provider);
      void listener?.();
      return async () => {
        providers.splice(providers.indexOf(provider), 1);
        await listener?.();
      };
    },
    onChange: (added) => void (listener = added),
  };
}
