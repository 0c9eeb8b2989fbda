/** Settles as `work` does, or rejects with `onExpired()` after `ms`; what `work` does later is then ignored. */
export function withDeadline<T>(work: T | Promise<T>, deadline: { ms: number; onExpired: () => Error }): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(deadline.onExpired()), Math.max(0, deadline.ms));
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
