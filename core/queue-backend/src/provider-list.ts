import type { QueueProvider } from "@checkstack/backend-api";

/** The engines that plugins have added. The newest runs the queues; when it goes, the one before takes over. */
export interface ProviderList {
  current(): QueueProvider | undefined;
  has(provider: QueueProvider): boolean;
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
    current: () => providers.at(-1),
    has: (provider) => providers.includes(provider),
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
