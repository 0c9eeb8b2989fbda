/**
 * Plugins that arrive while the platform runs: from an upload to the first answer, upgrades under load, and the start of a
 * machine that has nothing but the database. `bun plugins.ts [upgrades]`, 200 by default.
 */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@checkstack/postgres-node";
import { createInstaller, type Installer, type Runs } from "./lib/installing.ts";
import { startPlatform, type RunningPlatform } from "./lib/platform.ts";
import { cpuSeconds, pssMb } from "./lib/processes.ts";
import { percentile, report, round } from "./lib/report.ts";

const INSTALLED = 20;
const CALLERS = 8;
const REPLICAS = 5;
const upgrades = Number(process.argv[2] ?? 200);

const dataDir = await mkdtemp(join(tmpdir(), "checkstack-bench-"));
const database = await startEmbeddedPostgres({ dataDir, logger: { debug() {}, info() {}, warn() {}, error() {} } });
try {
  const inProcess = await measureSwaps("in-process");
  const isolated = await measureSwaps("isolated");
  const installs = await measureInstalls();
  const replica = await measureReplicas();
  const figures = { upgrades, installed: INSTALLED, installMs: installs, swaps: { inProcess, isolated }, ...replica };
  report(
    "plugins",
    figures,
    `Usable ${installs.isolated} ms after the upload begins (in process ${installs.inProcess} ms). ` +
      `Of ${isolated.requests + inProcess.requests} requests during ${2 * upgrades} upgrades ${isolated.failed + inProcess.failed} failed; ` +
      `the longest waited ${Math.max(isolated.longestMs, inProcess.longestMs)} ms; memory went from ${inProcess.beforeMb} to ${inProcess.afterMb} MB in process. ` +
      `An empty machine with ${INSTALLED} plugins, every other one in a process of its own, is ready after ${replica.replicaReadyMs} ms, ` +
      `which take ${replica.replicaCpuSeconds} s of CPU.`,
  );
} finally {
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}

/** Until the first answer of a plugin that was never there, ms. */
async function measureInstalls(): Promise<{ isolated: number; inProcess: number }> {
  await using platform = await startPlatform({ dataDir, databaseUrl: database.url });
  const installer = await createInstaller(platform);
  const taken: Record<Runs, number[]> = { isolated: [], "in-process": [] };
  for (let index = 0; index < INSTALLED; index++) {
    const runs = index % 2 === 0 ? "isolated" : "in-process";
    const begun = performance.now();
    await installer.install(`demo-${index}`, "1.0.0", runs);
    await answerOf(platform, `demo-${index}`);
    taken[runs].push(performance.now() - begun);
  }
  return {
    isolated: round(percentile(taken.isolated, 0.5)),
    inProcess: round(percentile(taken["in-process"], 0.5)),
  };
}

async function measureSwaps(runs: Runs) {
  await using platform = await startPlatform({ dataDir, databaseUrl: database.url });
  const installer = await createInstaller(platform);
  const pluginId = `swapped-${runs}`;
  await installer.install(pluginId, "1.0.0", runs);
  await settle(installer, platform, { pluginId, runs, from: 1, to: 20 });
  const before = pssMb(platform.pid);
  const loaded = await settle(installer, platform, { pluginId, runs, from: 21, to: 20 + upgrades });
  await Bun.sleep(5000);
  const after = pssMb(platform.pid);
  await platform.call("POST", `/api/pluginmanager/plugins/${pluginId}/uninstall`, {
    confirm: `@bench/${pluginId}`,
    keepData: false,
  });
  return { ...loaded, beforeMb: round(before), afterMb: round(after) };
}

/** Upgrades while callers ask without a pause. */
async function settle(
  installer: Installer,
  platform: RunningPlatform,
  { pluginId, runs, from, to }: { pluginId: string; runs: Runs; from: number; to: number },
) {
  const found = { requests: 0, failed: 0, longestMs: 0 };
  let calling = true;
  const call = async (): Promise<void> => {
    while (calling) {
      const begun = performance.now();
      const ok = await answerOf(platform, pluginId).then(
        () => true,
        () => false,
      );
      found.requests++;
      if (!ok) found.failed++;
      found.longestMs = Math.max(found.longestMs, round(performance.now() - begun));
    }
  };
  const callers = Array.from({ length: CALLERS }, call);
  for (let patch = from; patch <= to; patch++) await installer.install(pluginId, `1.0.${patch}`, runs);
  calling = false;
  await Promise.all(callers);
  return found;
}

async function answerOf(platform: RunningPlatform, pluginId: string): Promise<string> {
  const answer = await fetch(`${platform.url}/api/${pluginId}/version`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`plugin "${pluginId}" answered ${answer.status}: ${text}`);
  return text;
}

/** From the start of a process with an empty data folder until it is ready, with all plugins: the middle one of several. */
async function measureReplicas(): Promise<{ replicaReadyMs: number; replicaCpuSeconds: number }> {
  const readyMs: number[] = [];
  const seconds: number[] = [];
  for (let start = 0; start < REPLICAS; start++) {
    const emptyDir = await mkdtemp(join(tmpdir(), "checkstack-bench-replica-"));
    try {
      await copyFile(join(dataDir, "secret.key"), join(emptyDir, "secret.key"));
      await using platform = await startPlatform({ dataDir: emptyDir, databaseUrl: database.url });
      seconds.push(cpuSeconds(platform.pid));
      readyMs.push(platform.readyMs);
      for (let index = 0; index < INSTALLED; index++) await answerOf(platform, `demo-${index}`);
    } finally {
      await rm(emptyDir, { recursive: true, force: true });
    }
  }
  return {
    replicaReadyMs: round(percentile(readyMs, 0.5)),
    replicaCpuSeconds: Number(percentile(seconds, 0.5).toFixed(1)),
  };
}
