import { expect, test } from "bun:test";
import { createMemoryProvider } from "./memory-provider.ts";

const clock = { now: Date.now, monotonic: () => performance.now() };
const silent = { debug() {}, info() {}, warn() {}, error() {} };

test("a name is one queue, whoever opens it, until its plugin is gone", async () => {
  using provider = createMemoryProvider({ clock, logger: silent });
  const [gone, other] = [provider.open("demo.work"), provider.open("demo-two.work")];
  expect(provider.open("demo.work")).toBe(gone);
  for (const queue of [gone, other]) await queue.enqueue("waits", { delayMs: 60_000 });
  await provider.release("demo");
  await provider.erase("demo");
  expect(await provider.open("demo.work").stats()).toMatchObject({ delayed: 0 });
  expect(await provider.open("demo-two.work").stats()).toMatchObject({ delayed: 1 });
});

test("a provider that was closed begins anew", async () => {
  using provider = createMemoryProvider({ clock, logger: silent });
  await provider.open("demo.work").enqueue("waits", { delayMs: 60_000 });
  await provider.close();
  expect(await provider.open("demo.work").stats()).toMatchObject({ delayed: 0 });
});
