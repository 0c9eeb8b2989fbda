import { expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { core, type Isolation } from "@checkstack/backend-api";
import { answeringSource, createPluginFolders } from "../testing/plugin-folders.ts";
import { pluginOf } from "../testing/plugin-source.ts";
import { createHome, runPlatform } from "../testing/run-platform.ts";
import { startServerProcess } from "../testing/server-process.ts";
import { until } from "../testing/until.ts";

setDefaultTimeout(60_000);

test("a plugin moves into a process of its own and back, and no request of those that come meanwhile fails", async () => {
  await using folders = await createPluginFolders();
  await folders.writePlugin("demo", answeringSource("demo", { body: "return process.pid" }));
  await using home = await createHome();
  const reached = Promise.withResolvers<Isolation>();
  const manager = pluginOf("pluginmanager", {
    deps: { isolation: core.isolation },
    init: ({ isolation }) => reached.resolve(isolation),
  });
  await using platform = await runPlatform({ home, plugins: [manager, ...(await folders.discover())] });
  const isolation = await reached.promise;
  const ask = async (): Promise<unknown> => {
    const answer = await platform.ask("/api/demo/x");
    return answer.ok ? answer.json() : `refused with ${answer.status}`;
  };
  expect(isolation.placeOf("demo")).toEqual({ place: "in-process" });
  expect(isolation.placeOf("nobody")).toBeUndefined();
  expect(await ask()).toBe(process.pid);

  const seen = new Set<unknown>();
  let moving = true;
  const load = (async () => {
    while (moving) seen.add(await ask());
  })();
  for (let round = 0; round < 3; round++) {
    expect(await isolation.move("demo", "own-process")).toEqual({ ok: true });
    expect(isolation.placeOf("demo")).toMatchObject({
      place: "own-process",
      maxMemoryBytes: 256 * 1024 * 1024,
      process: { memoryBytes: expect.any(Number), sandbox: { files: "hidden", processes: "hidden" } },
    });
    expect(await ask()).not.toBe(process.pid);
    expect(await isolation.move("demo", "in-process")).toEqual({ ok: true });
    expect(await ask()).toBe(process.pid);
  }
  moving = false;
  await load;
  expect([...seen].filter((pid) => typeof pid !== "number")).toEqual([]);

  expect(await isolation.move("pluginmanager", "own-process")).toMatchObject({ ok: false });
  expect(platform.states()).toEqual({ demo: "ready", pluginmanager: "ready" });
});

test("a move outlives a restart on its machine; what the settings name stays apart whatever was chosen", async () => {
  await using folders = await createPluginFolders();
  await folders.writePlugin("demo", answeringSource("demo", { body: "return process.pid" }));
  await using home = await createHome();
  const start = async (isolate: readonly string[] = []) => {
    const reached = Promise.withResolvers<Isolation>();
    const manager = pluginOf("pluginmanager", {
      deps: { isolation: core.isolation },
      init: ({ isolation }) => reached.resolve(isolation),
    });
    const platform = await runPlatform({ home, plugins: [manager, ...(await folders.discover())], isolate });
    return { isolation: await reached.promise, [Symbol.asyncDispose]: () => platform[Symbol.asyncDispose]() };
  };
  {
    await using first = await start();
    expect(await first.isolation.move("demo", "own-process")).toEqual({ ok: true });
    // One that could not move is not tried again at the next start.
    expect(await first.isolation.move("pluginmanager", "own-process")).toMatchObject({ ok: false });
  }
  {
    await using second = await start();
    expect(second.isolation.placeOf("demo")).toMatchObject({ place: "own-process", process: expect.any(Object) });
    expect(second.isolation.placeOf("pluginmanager")).toEqual({ place: "in-process" });
    expect(await second.isolation.move("demo", "in-process")).toEqual({ ok: true });
  }
  {
    await using third = await start();
    expect(third.isolation.placeOf("demo")).toEqual({ place: "in-process" });
  }
  {
    await using named = await start(["demo-backend"]);
    expect(named.isolation.placeOf("demo")).toMatchObject({ place: "own-process" });
    expect(await named.isolation.move("demo", "in-process")).toEqual({
      ok: false,
      reason: "it is named by CHECKSTACK_ISOLATE; take it out of there and start the platform again",
    });
  }
  await writeFile(join(home.dataDir, "moved-plugins.json"), "nonsense");
  await expect(start()).rejects.toThrow("moved-plugins.json cannot be read");
});

test("a process that is killed is noticed, and its calls go on after it is back", async () => {
  await using folders = await createPluginFolders();
  await folders.writePlugin("demo", answeringSource("demo", { body: "await Bun.sleep(Number(name)); return 1" }));
  await using home = await createHome();
  const reached = Promise.withResolvers<Isolation>();
  const manager = pluginOf("pluginmanager", {
    deps: { isolation: core.isolation },
    init: ({ isolation }) => reached.resolve(isolation),
  });
  const plugins = [manager, ...(await folders.discover())];
  await using platform = await runPlatform({ home, plugins, isolate: ["demo-backend"] });
  const isolation = await reached.promise;
  const place = isolation.placeOf("demo");
  if (place?.place !== "own-process" || !place.process) throw new Error("does not run in a process of its own");
  const { pid } = place.process;

  const calls = Array.from({ length: 20 }, () => platform.ask("/api/demo/20000"));
  await platform.ask("/api/demo/0");
  process.kill(pid, "SIGKILL");
  for (const answer of await Promise.all(calls)) {
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status: 503,
      body: { code: "PLUGIN_UNAVAILABLE" },
    });
    expect(answer.headers.get("retry-after")).toBe("1");
  }
  await until(async () => (await platform.ask("/api/demo/0")).ok);
});

test("when the platform is killed, no process of a plugin is left, not even one that hangs", async () => {
  await using folders = await createPluginFolders();
  const hanging = `setTimeout(() => { if (name === "hang") for (;;); }, 1); return 1`;
  await folders.writePlugin("demo", answeringSource("demo", { body: hanging }));
  await using home = await createHome();
  await using server = await startServerProcess({ home, packages: folders.packages, isolate: ["demo-backend"] });
  const children = childrenOf(server.pid);
  expect(children.length).toBeGreaterThan(0);
  await fetch(`${server.url}/api/demo/hang`);
  server.kill("SIGKILL");
  await server.ended;
  await until(() => children.every((pid) => !isAlive(pid)));
});

const childrenOf = (pid: number): number[] => {
  const own = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  return own.flatMap((child) => [child, ...childrenOf(child)]);
};

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}
