/** What a process of its own costs a plugin: its start, its memory, and a call into it beside the same call in process. */
import { join } from "node:path";
import { report } from "./lib/report.ts";

interface Figures extends Record<string, number> {
  readonly inProcessUs: number;
  readonly isolatedUs: number;
  readonly inProcessPerSecond: number;
  readonly isolatedPerSecond: number;
  readonly toReadyMs: number;
  readonly memoryMb: number;
  readonly memoryWithDatabaseMb: number;
}

const measurement = join(import.meta.dir, "../core/backend/src/isolation/testing/isolation-cost.fixture.ts");
const child = Bun.spawn([process.execPath, measurement], { stdout: "pipe", stderr: "inherit" });
const figures: Figures = JSON.parse(await child.stdout.text());
report(
  "isolation",
  figures,
  `A plugin moves into a process of its own in ${figures.toReadyMs} ms, which takes ${figures.memoryMb} MB ` +
    `(${figures.memoryWithDatabaseMb} MB with a database). A call into it takes ${figures.isolatedUs} µs instead of ` +
    `${figures.inProcessUs} µs; it answers ${figures.isolatedPerSecond} requests a second instead of ${figures.inProcessPerSecond}.`,
);
