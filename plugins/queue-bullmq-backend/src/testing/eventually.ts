/** Tries `check` again until it passes; its last failure is the test's, once the test's own time is nearly over. */
export async function eventually(check: () => void | Promise<void>, { withinMs = 20_000 } = {}): Promise<void> {
  const end = performance.now() + withinMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await Bun.sleep(20);
    }
  }
}
