/** Reads every archive of a folder, with the memory watched: `bun intake.fixture.ts <folder>` prints a JSON report. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { readPackage } from "../read-package.ts";

const folder = Bun.argv[2] ?? "";
const names = readdirSync(folder).toSorted();
const bytesOf = (name: string): Promise<Uint8Array> => Bun.file(`${folder}/${name}`).bytes();

/** Linux forgets the peak of a process's memory on demand (proc_pid_clear_refs(5)); elsewhere, what is held at the end must do. */
const forgetPeak = (): void => {
  if (process.platform === "linux") writeFileSync("/proc/self/clear_refs", "5");
};
function peak(): number {
  const kilobytes =
    process.platform === "linux" && /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "latin1"))?.[1];
  return kilobytes ? Number(kilobytes) * 1024 : process.memoryUsage.rss();
}

const verdicts: { name: string; verdict: string; ms: number; grownBytes: number }[] = [];
for (const name of names) {
  const bytes = await bytesOf(name);
  Bun.gc(true);
  forgetPeak();
  const before = peak();
  const start = performance.now();
  const verdict = await readPackage(bytes).then(
    ({ signature }) => `taken, ${signature.state}`,
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
  );
  verdicts.push({ name, verdict: verdict.slice(0, 300), ms: performance.now() - start, grownBytes: peak() - before });
}
console.log(JSON.stringify(verdicts));
