import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a running server says of itself in `postmaster.pid` (PostgreSQL's `miscadmin.h` numbers the lines). */
export interface PostmasterFile {
  readonly path: string;
  readonly lines: readonly string[];
  readonly pid: number;
  /** 0 until the server listens. */
  readonly port: number;
  /** It accepts connections. */
  readonly isReady: boolean;
}

/** `undefined` when no server has been started in `folder`, or it has ended well. */
export function readPostmasterFile(folder: string): PostmasterFile | undefined {
  const path = join(folder, "postmaster.pid");
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  const pid = Number(lines[0]);
  if (!(pid > 0)) return undefined;
  return { path, lines, pid, port: Number(lines[3] ?? 0), isReady: lines[7]?.trim() === "ready" };
}
