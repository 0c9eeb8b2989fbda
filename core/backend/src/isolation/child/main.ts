/*
 * The process of one plugin. It is told on its standard input who it is and where to ask, and ends when that does. What
 * it may do, and what it is given, is decided at the other side of the door.
 */
import { createInterface } from "node:readline";
import { startMessageSchema, type StartMessage } from "../launch/start-message.ts";
import { askThrough } from "../protocol/door.ts";
import type { platformContract } from "../protocol/platform-contract.ts";
import { createChildPlugin } from "./child-plugin.ts";
import { openOwnDoor } from "./own-door.ts";
import { createReports } from "./reports.ts";

const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

const start = await readStart();
const platform = askThrough<typeof platformContract>(start.platform, { maxAnswerBytes: MAX_ANSWER_BYTES });
const reports = createReports(platform);
process.on("uncaughtException", (error) => reports.lateError(error));
process.on("unhandledRejection", (error) => reports.lateError(error));
openOwnDoor(start, createChildPlugin({ start, platform, reports }));
await platform.hello();

/** The first line; when the platform is gone, nobody needs us. */
function readStart(): Promise<StartMessage> {
  const lines = createInterface({ input: process.stdin });
  lines.on("close", () => process.exit());
  return new Promise((resolve, reject) => {
    lines.once("line", (line) => {
      try {
        resolve(startMessageSchema.parse(JSON.parse(line)));
      } catch (error) {
        reject(error);
      }
    });
  });
}
