/** How long a server takes from nothing and from a migrated folder until it is ready, and how much memory it then holds. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPlatform } from "./lib/platform.ts";
import { pssMb } from "./lib/processes.ts";
import { percentile, report, round } from "./lib/report.ts";

const STARTS = 5;
const SETTLE_MS = 15_000;

const dataDir = await mkdtemp(join(tmpdir(), "checkstack-bench-"));
try {
  const first = await timedStart();
  const again = [];
  for (let start = 0; start < STARTS; start++) again.push((await timedStart()).readyMs);
  const { idleMb } = await timedStart({ settleMs: SETTLE_MS });
  const figures = { firstStartMs: round(first.readyMs), startMs: round(percentile(again, 0.5)), idleMb: round(idleMb) };
  report(
    "startup",
    figures,
    `Ready ${figures.startMs} ms after the start of a migrated folder (${figures.firstStartMs} ms the first time), ${figures.idleMb} MB when idle.`,
  );
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function timedStart({ settleMs = 0 } = {}): Promise<{ readyMs: number; idleMb: number }> {
  await using platform = await startPlatform({ dataDir });
  await Bun.sleep(settleMs);
  return { readyMs: platform.readyMs, idleMb: pssMb(platform.pid) };
}
