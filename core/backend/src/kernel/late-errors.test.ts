import { expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs in a process of its own: a test runner has its own idea of what nobody caught. */
test("a late throw and a late rejection are given to the plugin whose code threw, and the process goes on", async () => {
  const folder = await mkdtemp(join(tmpdir(), "checkstack-late-"));
  try {
    await writeFile(
      join(folder, "plugin.ts"),
      `export const start = () => {
        setTimeout(() => { throw new Error("late throw"); }, 1);
        void Promise.reject(new Error("late rejection"));
      };`,
    );
    await writeFile(
      join(folder, "main.ts"),
      `import { catchLateErrors } from "${join(import.meta.dir, "late-errors.ts")}";
       import { start } from "./plugin.ts";
       const seen: string[] = [];
       const note = (who: string) => (error: unknown) => void seen.push(who + ": " + (error as Error).message);
       catchLateErrors({
         sources: () => [{ pluginId: "tardy", directory: "${folder}" } as never],
         report: (pluginId, error) => note(pluginId)(error),
         logger: { debug() {}, info() {}, warn() {}, error: (message: string) => seen.push(message) },
       });
       start();
       void Promise.reject("nobody's");
       setTimeout(() => console.log(JSON.stringify(seen.sort())), 20);`,
    );
    const child = Bun.spawn([process.execPath, join(folder, "main.ts")], { stderr: "pipe" });
    expect(JSON.parse(await new Response(child.stdout).text())).toEqual([
      "nobody caught: nobody's",
      "tardy: late rejection",
      "tardy: late throw",
    ]);
    expect(await child.exited).toBe(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});
