/**
 * `bun run dev`: back end and front end together, each line prefixed with where it comes from. Arguments go to the
 * back end (`bun run dev --plugins=catalog-backend`). When one side ends, or on Ctrl-C, both end.
 */
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";

const launcher = join(import.meta.dir, "run.mjs");

const sides = [
  startSide({ name: "backend ", command: ["dev:backend", ...Bun.argv.slice(2)] }),
  startSide({ name: "frontend", command: ["dev:frontend"] }),
];
const stop = (signal: NodeJS.Signals) => sides.forEach((side) => side.kill(signal));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop(signal));

const code = await Promise.race(sides.map((side) => side.exited));
stop("SIGTERM");
await Promise.all(sides.map((side) => side.exited));
process.exit(code);

function startSide({ name, command }: { name: string; command: string[] }) {
  const side = Bun.spawn([process.execPath, launcher, ...command], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}) },
  });
  for (const output of [side.stdout, side.stderr]) {
    createInterface({ input: Readable.fromWeb(output) }).on("line", (line) => console.log(`${name} | ${line}`));
  }
  return side;
}
