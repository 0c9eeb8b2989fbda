/**
 * `npm test [-- <stage> ...]`: everything that can be checked, or the named stages alone. Prints a line for each stage,
 * the whole output of what failed, and at the end the line `N passed, N failed`. A static check counts as one test.
 * Ends with code 1 when anything failed or nothing ran.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runStage, type Count } from "./test/run-stage.ts";
import { stages } from "./test/stages.ts";

const root = join(import.meta.dir, "..");
const wanted = Bun.argv.slice(2);
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no stage "${unknown.join('", "')}"; there are: ${stages.map(({ name }) => name).join(", ")}.`,
  );
  process.exit(1);
}

const reports = mkdtempSync(join(tmpdir(), "checkstack-reports-"));
const total: Count = { passed: 0, failed: 0 };
for (const stage of stages) {
  if (wanted.length > 0 && !wanted.includes(stage.name)) continue;
  if (!existsSync(join(root, stage.needs))) {
    console.log(`- ${stage.name}: left out, there is no ${stage.needs}`);
    continue;
  }
  const { passed, failed } = await runStage(stage, { root, reports });
  total.passed += passed;
  total.failed += failed;
}
rmSync(reports, { recursive: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
