/** Every bench, one after the other: the figures of `docs/performance.md` on an idle machine. `bun run all [bench ...]`. */
import { loadavg } from "node:os";
import { join } from "node:path";
import manifest from "./package.json" with { type: "json" };

const SETTLE_MS = 5000;

const benches = Object.keys(manifest.scripts).filter((name) => name !== "all");
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown.join('", "')}"; there are: ${benches.join(", ")}.`);
  process.exit(1);
}

const failed: string[] = [];
for (const name of wanted.length > 0 ? wanted : benches) {
  console.log(`\n${name}, with a load average of ${loadavg()[0]?.toFixed(1)} before it`);
  const bench = Bun.spawn([process.execPath, join(import.meta.dir, `${name}.ts`)], {
    cwd: import.meta.dir,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if ((await bench.exited) !== 0) failed.push(name);
  await Bun.sleep(SETTLE_MS);
}
if (failed.length > 0) {
  console.error(`\nNot finished: ${failed.join(", ")}.`);
  process.exit(1);
}
