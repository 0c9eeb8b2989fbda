import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Checkstack itself, in a process and a data folder of its own, with the database that comes with it. */
export interface TestServer extends AsyncDisposable {
  /** Where the pages are; the same after another start. */
  readonly url: string;
  readonly dataDir: string;
  /** Ends it as a person would, with a signal. */
  stop(): Promise<void>;
  /** Starts again what was stopped, at the same address, and resolves when it is ready. */
  start(): Promise<void>;
}

export interface TestServerOptions {
  /** Settings beside those of every test: `CHECKSTACK_ADMIN_EMAIL` and the like. */
  env?: Readonly<Record<string, string>>;
}

/** Starts a server and waits until it is ready. Disposing of it takes its data away. */
export async function startServer({ env = {} }: TestServerOptions = {}): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), "checkstack-e2e-"));
  let running = await launch({ dataDir, port: "0", env });
  const { url } = running;
  const stop = () => end(running.child);
  return {
    url,
    dataDir,
    stop,
    async start() {
      running = await launch({ dataDir, port: new URL(url).port, env });
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
}

/** A first start also builds the front end. */
const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 35_000;

async function launch(options: {
  dataDir: string;
  port: string;
  env: Readonly<Record<string, string>>;
}): Promise<Running> {
  const child = spawn(bun, ["--no-install", join(import.meta.dirname, "../core/backend/src/main.ts")], {
    env: {
      ...ownEnvironment(),
      PORT: options.port,
      CHECKSTACK_HOST: "127.0.0.1",
      CHECKSTACK_DATA_DIR: options.dataDir,
      CHECKSTACK_LOG: "json",
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  const ready = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      said.push(line);
      const url = /ready at (http:\S+)/.exec(line)?.[1];
      if (url !== undefined) ready.resolve(url);
    });
  }
  child.once("exit", (code) => ready.reject(new Error(`The server ended with code ${code}:\n${said.join("\n")}`)));
  const limit = setTimeout(() => {
    child.kill("SIGKILL");
    ready.reject(new Error(`The server was not ready after ${START_LIMIT_MS} ms:\n${said.join("\n")}`));
  }, START_LIMIT_MS);
  const url = await ready.promise.finally(() => clearTimeout(limit));
  return { child, url };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const limit = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
  await exited;
  clearTimeout(limit);
}

export const bun = process.versions["bun"] === undefined ? "bun" : process.execPath;

/** Without what would lead this server to somebody's real data. */
const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(CHECKSTACK_.*|DATABASE_URL|PORT|NODE_ENV)$/.test(name)),
  );
