import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { countTests } from "./junit.ts";
import type { Stage } from "./stages.ts";

export interface Count {
  passed: number;
  failed: number;
}

/** Runs one stage, tells how it goes, and counts its tests. */
export async function runStage(stage: Stage, { root, reports }: { root: string; reports: string }): Promise<Count> {
  const report = join(reports, `${stage.name}.xml`);
  const begun = performance.now();
  const { code, output } = await runAndListen({
    command: [process.execPath, ...stage.command({ report })],
    cwd: join(root, stage.cwd ?? ""),
    env: stage.env?.({ report, root }) ?? {},
    progress: stage.progress,
    limitMinutes: stage.limitMinutes,
  });
  const count = countStage({ code, report: stage.counts ? report : undefined });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  if (count.failed > 0) console.log(output.filter((line) => !stage.noise?.test(line)).join("\n"));
  const verdict =
    count.failed > 0 ? `FAILED (${count.passed} passed, ${count.failed} failed)` : `${count.passed} passed`;
  console.log(`- ${stage.name}: ${verdict} in ${seconds} s`);
  return count;
}

/** A stage that ends badly has failed, whatever its report says: an error between two tests is in no report. */
function countStage({ code, report }: { code: number; report: string | undefined }): Count {
  const single = code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (report === undefined) return single;
  const counted = existsSync(report) ? countTests(readFileSync(report, "utf8")) : undefined;
  if (counted === undefined) return { passed: 0, failed: 1 };
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

async function runAndListen(options: {
  command: string[];
  cwd: string;
  env: Record<string, string>;
  progress: RegExp | undefined;
  limitMinutes: number;
}): Promise<{ code: number; output: string[] }> {
  const { command, cwd, env, progress, limitMinutes } = options;
  const program = Bun.spawn(command, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: string[] = [];
  const listen = async (stream: ReadableStream<Uint8Array>) => {
    for await (const line of createInterface({ input: Readable.fromWeb(stream) })) {
      output.push(line);
      if (progress?.test(line)) console.log(`  ${line.trim()}`);
    }
  };
  const limit = setTimeout(() => {
    output.push(`It was ended, because it was not over after ${limitMinutes} minutes; what it said last is above.`);
    program.kill("SIGTERM");
    // Time to end the servers and browsers that it has started.
    setTimeout(() => program.kill("SIGKILL"), 30_000).unref();
  }, limitMinutes * 60_000);
  const heard = Promise.all([listen(program.stdout), listen(program.stderr)]);
  const code = await program.exited;
  clearTimeout(limit);
  // What a killed program has left behind may hold the pipes open for ever.
  await Promise.race([heard, Bun.sleep(2000)]);
  return { code, output };
}
