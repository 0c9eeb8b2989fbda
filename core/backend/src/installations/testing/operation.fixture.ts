/**
 * A platform in a process of its own that carries out one operation, unless it kills itself at a step of it. Tells what is
 * installed then and what the plugin answers.
 */
import { operationSchema } from "./run-operation.ts";
import { installingPlatform } from "./installing-platform.ts";
import { operate } from "./operate.ts";
import { refuseNetwork } from "./refuse-network.ts";

const { home, operation, bytes, killAt, network } = operationSchema.parse(JSON.parse(await Bun.stdin.text()));
if (network === "refused") refuseNetwork();

const failpoint = (name: string): void => {
  if (name === killAt) process.kill(process.pid, "SIGKILL");
};
const platform = await installingPlatform({ home, failpoint });
const state = await operate(platform, { operation, bytes: Buffer.from(bytes, "base64") }).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
console.log(JSON.stringify(state));
await platform[Symbol.asyncDispose]();
