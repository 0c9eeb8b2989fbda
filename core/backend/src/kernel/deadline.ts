/** Waits for `work` at most `ms` milliseconds; past that it throws an error that begins with `what`. */
export async function withDeadline<T>(work: T | Promise<T>, { ms, what }: { ms: number; what: string }): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`${what} did not finish within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
