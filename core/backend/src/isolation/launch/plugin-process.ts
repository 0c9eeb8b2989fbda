import { randomBytes } from "node:crypto";
import { chmod, chown, lstat, mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { SandboxReport } from "@checkstack/backend-api";
import type { ContractRouterClient } from "@orpc/contract";
import { withDeadline } from "../../deadline.ts";
import type { PluginSource } from "../../kernel/plugin-source.ts";
import { askThrough, OtherSideLost, type Door } from "../protocol/door.ts";
import type { Declared, processContract } from "../protocol/process-contract.ts";
import { residentMemory } from "./memory.ts";
import { keepTail } from "./output-tail.ts";
import { makePluginFolder } from "./plugin-folder.ts";
import { openPlatformDoor } from "./platform-door.ts";
import { findSandbox } from "./sandbox.ts";
import type { StartMessage } from "./start-message.ts";
import { visiblePaths } from "./visible-paths.ts";
import { startWatchdog } from "./watchdog.ts";

/** A plugin in a process of its own: imported, and waiting to be told to begin. */
export interface PluginProcess extends AsyncDisposable {
  readonly pid: number;
  readonly declared: Declared;
  /** Where it answers. */
  readonly door: Door;
  readonly ask: ContractRouterClient<typeof processContract>;
  readonly sandbox: SandboxReport;
  hasEnded(): boolean;
  /** Resolves when it has ended, with why: goes on from "its process". */
  readonly ended: Promise<string>;
  memoryBytes(): number | undefined;
  /** As `work`, which asked the process; when that ended meanwhile, the error says why. */
  orEnded<T>(work: Promise<T>): Promise<T>;
}

export interface LaunchOptions {
  readonly source: PluginSource & { readonly entry: string };
  readonly maxMemoryBytes: number;
  /** Answers what the process asks; `undefined` while nobody can. */
  readonly answer: (request: Request) => Promise<Response>;
}

const MAIN = join(import.meta.dir, "../child/main.ts");
/** As long as the kernel waits for an import. */
const START_MS = 30_000;
/** A connection breaks a moment before the end of its process is told. */
const END_NOTICED_MS = 1000;
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
const FLAGS = ["--smol", "--no-install", "--max-http-header-size=131072"];

/** Starts a process, which imports the plugin. Rejects with what went wrong there, and leaves nothing behind then. */
export async function launch({ source, maxMemoryBytes, answer }: LaunchOptions): Promise<PluginProcess> {
  await using starting = new AsyncDisposableStack();
  const sandbox = await findSandbox(source.directory);
  const folder = starting.use(await makePluginFolder());
  const { path: base, platformSocket } = folder;
  const folders = { root: folder.root, own: folder.own };
  const dataDir = join(folders.own, "data");
  for (const path of [folders.root, folders.own, dataDir]) await mkdir(path, { mode: 0o700 });
  const platform = { path: platformSocket, token: newToken() };
  const own = { path: join(folders.own, "plugin"), token: newToken() };
  const { command, uid } = sandbox.wrap({
    command: [process.execPath, ...FLAGS, MAIN],
    visible: await visiblePaths(source.directory),
    ...folders,
  });

  let killedFor: string | undefined;
  const listening = Promise.withResolvers<void>();
  const kill = (reason: string): void => {
    killedFor ??= reason;
    child.kill("SIGKILL");
  };
  starting.use(
    openPlatformDoor({
      ...platform,
      onFlood: () => kill("asked the platform more than it listened to the answers"),
      answer(request) {
        if (request.url.endsWith("/hello")) listening.resolve();
        return answer(request);
      },
    }),
  );
  if (uid !== undefined) {
    for (const path of [folders.own, dataDir, platform.path]) await chown(path, uid, uid);
    await chmod(base, 0o711);
  }

  const child = Bun.spawn([...command], { env: {}, cwd: folders.own, stdin: "pipe", stdout: "ignore", stderr: "pipe" });
  const output = keepTail(child.stderr);
  const ended = child.exited.then(() => killedFor ?? howItEnded(child, output.last()));
  starting.defer(async () => {
    child.kill("SIGKILL");
    await child.exited;
  });
  const { pluginId, packageName, version, schemaName, directory, entry } = source;
  const message: StartMessage = {
    pluginId,
    packageName,
    version,
    schemaName,
    directory,
    entry,
    dataDir,
    platform,
    own,
  };
  await child.stdin.write(`${JSON.stringify(message)}\n`);
  await child.stdin.flush();

  const door = { ...own, path: join(base, "plugin") };
  const ask = askThrough<typeof processContract>(door, { maxAnswerBytes: MAX_ANSWER_BYTES });
  const load = async (): Promise<Declared> => {
    await listening.promise;
    await holdSocket(own.path, door.path);
    return ask.load();
  };
  const gaveUp = ended.then((reason) => {
    throw new Error(`its process ${reason}`);
  });
  gaveUp.catch(() => {});
  const declared = await withDeadline(Promise.race([load(), gaveUp]), {
    ms: START_MS,
    onExpired: () => new Error(`its process did not import the plugin within ${START_MS} ms`),
  });
  starting.use(
    startWatchdog({ pid: child.pid, maxMemoryBytes, kill, ping: (signal) => ask.ping(undefined, { signal }) }),
  );
  const running = starting.move();
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid,
    declared,
    door,
    ask,
    sandbox: sandbox.report,
    hasEnded,
    ended,
    memoryBytes: () => residentMemory(child.pid),
    async orEnded(work) {
      try {
        return await work;
      } catch (error) {
        if (!(error instanceof OtherSideLost)) throw error;
        await Promise.race([ended, wait(END_NOTICED_MS, undefined, { ref: false })]);
        throw hasEnded() ? new Error(`its process ${await ended}`, { cause: error }) : error;
      }
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

const newToken = (): string => randomBytes(32).toString("base64url");

/**
 * Takes the socket out of the folder that the process can write. What stays there could be exchanged for a link to a
 * socket that the platform may use and the process may not.
 */
async function holdSocket(from: string, to: string): Promise<void> {
  await rename(from, to);
  if ((await lstat(to)).isSocket()) return;
  throw new Error("its process put something else in the place of its socket");
}

function howItEnded(
  { exitCode, signalCode }: Pick<Bun.Subprocess, "exitCode" | "signalCode">,
  lastLine: string | undefined,
): string {
  const how = signalCode === null ? `ended with exit code ${exitCode}` : `was ended by ${signalCode}`;
  return lastLine === undefined ? how : `${how}: ${lastLine.slice(0, 300)}`;
}
