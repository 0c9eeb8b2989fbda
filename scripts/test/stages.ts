import { join } from "node:path";
import { findChromium } from "./chromium.ts";
import { installRedis } from "./redis.ts";

export interface Stage {
  readonly name: string;
  /** What it is about, relative to the root; without it the stage is left out. */
  readonly needs: string;
  /** Relative to the root; the root itself when absent. */
  readonly cwd?: string;
  /** Arguments for Bun. `report` is where the stage writes its JUnit report, if it `counts`. */
  command(options: { report: string }): readonly string[];
  /** Writes a JUnit report, from which its tests are counted; other stages are one test each. */
  readonly counts?: boolean;
  /** Longer than this, on a busy machine too, and something hangs: the stage is ended and has failed. */
  readonly limitMinutes: number;
  /** Lines of its output that are worth a look while it runs. */
  readonly progress?: RegExp;
  /** Lines that are not worth a look even when it has failed. */
  readonly noise?: RegExp;
  env?(options: { report: string; root: string }): Record<string, string>;
}

const tool = (path: string, ...args: string[]): readonly string[] => [join("node_modules", path), ...args];

/** In the order in which they run: what is quick and tells most comes first. */
export const stages: readonly Stage[] = [
  {
    name: "dependencies",
    needs: "core/scripts/src/cli.ts",
    limitMinutes: 10,
    command: () => ["core/scripts/src/cli.ts", "dependencies"],
  },
  {
    name: "types",
    limitMinutes: 10,
    needs: "tsconfig.json",
    command: () => tool("typescript/bin/tsc", "-p", "tsconfig.json"),
  },
  {
    name: "types-frontend",
    needs: "tsconfig.frontend.json",
    limitMinutes: 10,
    command: () => tool("typescript/bin/tsc", "-p", "tsconfig.frontend.json"),
  },
  {
    name: "types-frontend-tests",
    needs: "tsconfig.frontend-tests.json",
    limitMinutes: 10,
    command: () => tool("typescript/bin/tsc", "-p", "tsconfig.frontend-tests.json"),
  },
  {
    name: "types-e2e",
    needs: "e2e/tsconfig.json",
    limitMinutes: 10,
    command: () => tool("typescript/bin/tsc", "-p", "e2e/tsconfig.json"),
  },
  {
    name: "lint",
    needs: ".oxlintrc.json",
    limitMinutes: 10,
    command: () => tool("oxlint/bin/oxlint", "--type-aware", "--deny-warnings"),
  },
  { name: "format", limitMinutes: 10, needs: ".oxfmtrc.json", command: () => tool("oxfmt/bin/oxfmt", "--check") },
  {
    name: "dead-code",
    needs: "knip.json",
    limitMinutes: 10,
    command: () => tool("knip/bin/knip.js", "--no-progress", "--no-config-hints"),
  },
  {
    name: "unit",
    needs: "core",
    limitMinutes: 30,
    counts: true,
    progress: /^\S+\.test\.tsx?:$/,
    noise: /^\(pass\)/,
    // The limit is for a busy machine; no test waits for it. Most of them wait for processes, so two go on at once.
    command: ({ report }) => [
      "core/test-utils-backend/src/with-postgres.ts",
      "test",
      "--parallel=2",
      "--timeout=60000",
      "--reporter=junit",
      `--reporter-outfile=${report}`,
    ],
    env: installRedis,
  },
  {
    name: "e2e",
    needs: "e2e/playwright.config.ts",
    limitMinutes: 30,
    cwd: "e2e",
    counts: true,
    progress: /^\s*\[\d+\/\d+\]/,
    command: () => tool("@playwright/test/cli.js", "test", "--pass-with-no-tests", "--reporter=line,junit"),
    env: ({ report, root }) => ({ PLAYWRIGHT_JUNIT_OUTPUT_FILE: report, ...findChromium(root) }),
  },
];
