import type { Logger } from "@checkstack/backend-api";
import pino from "pino";

/** One JSON object a line, or lines for people. */
export async function createLogger({
  format,
  level = "info",
}: {
  format: "json" | "pretty";
  level?: string;
}): Promise<Logger> {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  if (format === "json") return wrap(pino(options));
  const { default: pretty } = await import("pino-pretty");
  return wrap(pino(options, pretty({ ignore: "pluginId", hideObject: true, translateTime: "HH:MM:ss", sync: true })));
}

const wrap = (log: pino.Logger): Logger => ({
  debug: (message, fields = {}) => log.debug(fields, message),
  info: (message, fields = {}) => log.info(fields, message),
  warn: (message, fields = {}) => log.warn(fields, message),
  error: (message, fields = {}) => log.error(fields, message),
});

/** A logger whose lines carry the plugin they are from. */
export const pluginLogger = (log: Logger, pluginId: string): Logger => ({
  debug: (message, fields) => log.debug(message, { ...fields, pluginId }),
  info: (message, fields) => log.info(message, { ...fields, pluginId }),
  warn: (message, fields) => log.warn(message, { ...fields, pluginId }),
  error: (message, fields) => log.error(message, { ...fields, pluginId }),
});
