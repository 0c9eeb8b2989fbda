import { expect, test } from "bun:test";
import { createWatch } from "./watch.ts";

/** Counts what is sent; `reach` resolves with the count once it is that high. */
function counter() {
  let count = 0;
  let told = Promise.withResolvers<void>();
  return {
    async send(): Promise<void> {
      count++;
      told.resolve();
      told = Promise.withResolvers();
      throw new Error("nobody listens");
    },
    async reach(wanted: number): Promise<void> {
      while (count < wanted) await told.promise;
      expect(count).toBe(wanted);
    },
  };
}

test("figures are sent while somebody looks, a failure or not, stop after a while, and go on for the next who looks", async () => {
  const { send, reach } = counter();
  using watch = createWatch({ send, everyMs: 2, idleMs: 6 });
  watch.touch();
  await reach(3);
  // It has stopped: the next three are those of the next look.
  watch.touch();
  await reach(6);
});

test("a second look makes it last longer, and no faster", async () => {
  const { send, reach } = counter();
  using watch = createWatch({ send, everyMs: 2, idleMs: 6 });
  watch.touch();
  await reach(2);
  watch.touch();
  await reach(5);
});
