import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A real Redis with an append-only file, that a test may stop and start again. */
export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** Ends it, by default as an operator would. What it had confirmed is on disk. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again at the same place; resolves when it answers. */
  start(): Promise<void>;
}

export interface TestRedisOptions {
  /** How soon what was written is on disk: before it is confirmed, as tests need it, or within a second, as Redis has it. */
  readonly fsync?: "always" | "everysec";
}

/** Starts a Redis of its own for one test. Needs `redis-server` on the PATH. */
export async function startTestRedis({ fsync = "always" }: TestRedisOptions = {}): Promise<TestRedis> {
  const program = Bun.which("redis-server");
  if (!program) {
    throw new Error(
      'this test needs a real Redis: no "redis-server" is on the PATH; install it, on Debian with apt-get install redis-server',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), "checkstack-redis-"));
  const port = await freePort();
  const settings = { port, bind: "127.0.0.1", dir: folder, save: "", appendonly: "yes", appendfsync: fsync };
  let running = await launch(program, settings);

  async function stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    running.kill(signal);
    await running.exited;
  }

  return {
    url: `redis://127.0.0.1:${port}/0`,
    get pid() {
      return running.pid;
    },
    stop,
    async start() {
      running = await launch(program, settings);
    },
    async [Symbol.asyncDispose]() {
      await stop("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function launch(program: string, settings: Record<string, string | number>): Promise<Bun.Subprocess> {
  const child = Bun.spawn([program, ...Object.entries(settings).flatMap(([key, value]) => [`--${key}`, `${value}`])], {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "ignore",
  });
  let output = "";
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    output += chunk;
    if (output.includes("Ready to accept connections")) return child;
  }
  throw new Error(`redis-server ended before it was ready: ${output}`);
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
