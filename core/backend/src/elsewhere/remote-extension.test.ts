import { expect, test } from "bun:test";
import { setTimeout as wait } from "node:timers/promises";
import { serveExtension } from "../instances/testing/two-instances.ts";
import { createExtensionCall } from "./remote-extension.ts";
import { audienceOf } from "./wire.ts";

const to = {
  path: "/extension/checks.strategies/http",
  audience: audienceOf.extension("checks.strategies"),
  pluginId: "http",
};

test("an implementation that is told to end still answers, and its answer counts", async () => {
  const started = Promise.withResolvers<void>();
  await using far = await serveExtension(async (_path, input, { signal }) => {
    started.resolve();
    await new Promise((resolve) => signal?.addEventListener("abort", resolve));
    return { input, outcome: "no answer from the target" };
  });
  const run = createExtensionCall({ ...far, to, caller: "checks" });
  const controller = new AbortController();
  const result = run(["execute"], { at: new Date(1) }, { signal: controller.signal });
  await started.promise;
  controller.abort(new Error("over"));
  expect(await result).toEqual({ input: { at: new Date(1) }, outcome: "no answer from the target" });
});

test("an implementation that does not hear is cut off with the caller's reason", async () => {
  const never = new AbortController();
  await using far = await serveExtension(async () =>
    wait(60_000, undefined, { signal: never.signal }).catch(() => "late"),
  );
  const run = createExtensionCall({ ...far, to, caller: "checks" });
  const result = run(["execute"], {}, { signal: AbortSignal.timeout(20) });
  await expect(result).rejects.toMatchObject({ name: "TimeoutError" });
  never.abort();
});

test("where nobody hears it, nothing is said of what was asked", async () => {
  const release = Promise.withResolvers<void>();
  const far = await serveExtension(async () => release.promise);
  const deaf = {
    ...far.peer,
    fetch: (url: string | Request, init?: BunFetchRequestInit) =>
      String(url).includes("/abort/")
        ? new Promise<Response>((_, reject) =>
            init?.signal?.addEventListener("abort", () => reject(new Error("no answer"))),
          )
        : far.peer.fetch(url, init),
  };
  const run = createExtensionCall({ peer: deaf, call: far.call, to, caller: "checks" });
  const result = run(["execute"], {}, { signal: AbortSignal.timeout(20) });
  await expect(result).rejects.toMatchObject({ code: "PLUGIN_UNAVAILABLE", data: { pluginId: "http" } });
  release.resolve();
  await far[Symbol.asyncDispose]();
});
