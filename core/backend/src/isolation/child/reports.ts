import type { Logger } from "@checkstack/backend-api";
import { toWireError } from "../protocol/wire-error.ts";
import { errorSentence, stackOf } from "../../kernel/error-text.ts";
import type { PlatformClient } from "./platform-client.ts";

/** What a process tells of itself: lines for the log, and errors that nobody waits for. */
export interface Reports {
  readonly logger: Logger;
  lateError(error: unknown, details?: object): void;
  /** Resolves once all lines are told. */
  flush(): Promise<void>;
}

type Line = Parameters<PlatformClient["log"]>[0]["lines"][number];

const FLUSH_MS = 50;
const MAX_KEPT = 1000;
const MAX_MESSAGE = 8000;

export function createReports(platform: Pick<PlatformClient, "log" | "lateError">): Reports {
  let lines: Line[] = [];
  let dropped = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const told = lines;
    if (dropped > 0) told.push({ level: "warn", message: `${dropped} lines were not logged: too many`, fields: {} });
    lines = [];
    dropped = 0;
    if (told.length > 0) await platform.log({ lines: told }).catch(() => {});
  }

  const log =
    (level: Line["level"]) =>
    (message: string, fields: Record<string, unknown> = {}): void => {
      if (lines.length >= MAX_KEPT - 1) dropped++;
      else lines.push({ level, message: message.slice(0, MAX_MESSAGE), fields: plain(fields) });
      timer ??= setTimeout(() => void flush(), FLUSH_MS);
    };

  const logger = { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") };
  return {
    logger,
    flush,
    lateError(error, details = {}) {
      const { message } = toWireError(error);
      const stack = stackOf(error)?.slice(0, MAX_MESSAGE);
      const texts = Object.entries(details).map(([name, value]) => [name, String(value).slice(0, 500)]);
      platform
        .lateError({ message, ...(stack && { stack }), details: Object.fromEntries(texts) })
        .catch(() => logger.error(message));
    },
  };
}

/** Errors say nothing as JSON. */
const plain = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error ? (stackOf(value) ?? errorSentence(value)) : value,
    ]),
  );
