import { expect, test } from "bun:test";
import { EmbeddedPostgresError, explainFolderError, explainOutput } from "./embedded-postgres-error.ts";

test("a full disk is told by either sign of it", () => {
  const full = Object.assign(new Error("write failed"), { code: "ENOSPC" });
  expect(explainFolderError(full, "/data")).toMatchObject({ code: "DISK_FULL", cause: full });
  const output = 'initdb: error: could not write to file "/data/x": No space left on device';
  const { code, message } = explainOutput(output, "/data");
  expect(code).toBe("DISK_FULL");
  expect(message).toBe('The disk that holds the data folder "/data" is full; free some space and start again.');
});

test("a system that cannot run the binaries is pointed to DATABASE_URL", () => {
  const { code, message } = explainOutput("unshare: failed to execute /x/initdb: No such file or directory", "/data");
  expect(code).toBe("UNSUPPORTED_PLATFORM");
  expect(message).toContain("DATABASE_URL");
});

test("anything else keeps PostgreSQL's own words", () => {
  const { code, message } = explainOutput("LOG:  starting\nFATAL:  invalid checkpoint record\n", "/data");
  expect(code).toBe("START_FAILED");
  expect(message).toContain("invalid checkpoint record");
});

test("an error that is not about the folder stays what it is", () => {
  const bug = new TypeError("undefined is not a function");
  expect(explainFolderError(bug, "/data")).toBe(bug);
  const known = new EmbeddedPostgresError("IN_USE", "in use");
  expect(explainFolderError(known, "/data")).toBe(known);
});
