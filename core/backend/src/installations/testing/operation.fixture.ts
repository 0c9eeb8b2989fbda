/**
 * A platform in a process of its own that carries out one operation, unless it kills itself at a step of it. Tells what is
 * installed then and what the plugin answers.
 */
import { operationSchema } from "./run-operation.ts";
import { installingPlatform } from "./installing-platform.ts";
import { refuseNetwork } from "./refuse-network.ts";

const { home, operation, bytes, killAt, network } = operationSchema.parse(JSON.parse(await Bun.stdin.text()));
if (network === "refused") refuseNetwork();

const failpoint = (name: string): void => {
  if (name === killAt) process.kill(process.pid, "SIGKILL");
};
const platform = await installingPlatform({ home, failpoint });
const by = { name: "@acme/demo", actor: "Ada" };
const operations = {
  install: () => platform.install(Buffer.from(bytes, "base64")),
  rollback: () => platform.installations.rollback({ ...by, version: "1.0.0" }),
  uninstall: () => platform.installations.uninstall({ ...by, data: "delete" }),
  disable: () => platform.installations.disable(by),
  none: async () => undefined,
};
await operations[operation]().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
const packages = await platform.installations.list();
const state = {
  packages: packages.map(({ manifest, state: is, versions }) => `${manifest.version} ${is} of ${versions.length}`),
  answer: await platform.answerOf("demo"),
};
console.log(JSON.stringify(state));
await platform[Symbol.asyncDispose]();
