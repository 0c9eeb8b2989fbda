/** How much of the platform one life of a plugin may take up, in what stays until its end. */
export interface Quota {
  /** Takes one of `what`, unless it was taken under this name already. Throws when there are too many. */
  take(what: keyof typeof MOST, name: string): void;
}

/** Far more than any plugin has a use for. */
const MOST = {
  contract: 1,
  contributions: 1000,
  subscriptions: 500,
  sockets: 100,
  queues: 100,
  consumers: 200,
} as const;

export function createQuota(): Quota {
  const taken = new Map<keyof typeof MOST, Set<string>>();
  return {
    take(what, name) {
      const names = taken.getOrInsertComputed(what, () => new Set());
      names.add(name);
      if (names.size <= MOST[what]) return;
      names.delete(name);
      throw new Error(`has ${MOST[what]} ${what} already, which is the most that a process may have`);
    },
  };
}
