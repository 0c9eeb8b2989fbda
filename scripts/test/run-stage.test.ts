import { expect, test } from "bun:test";
import { tmpdir } from "node:os";
import { runStage } from "./run-stage.ts";

const stage = (code: string, limitMinutes: number) => ({
  name: "example",
  needs: "package.json",
  limitMinutes,
  command: () => ["-e", code],
});
const where = { root: tmpdir(), reports: tmpdir() };

test("a stage that hangs is ended at its limit and has failed", async () => {
  const hangs = stage("setInterval(() => {}, 1000)", 0.5 / 60);
  expect(await runStage(hangs, where)).toEqual({ passed: 0, failed: 1 });
});

test("a stage that ends by itself counts as what it ended with", async () => {
  expect(await runStage(stage("", 10), where)).toEqual({ passed: 1, failed: 0 });
  expect(await runStage(stage("process.exit(3)", 10), where)).toEqual({ passed: 0, failed: 1 });
});
