import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";

setDefaultTimeout(60_000);

const node = Bun.which("node");
let root = "";

/** A checkout in small: the launcher, no dependencies, and a server that tells what reaches it. */
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "checkstack-launcher-")));
  for (const folder of ["scripts", "tools/bun", "core/backend/src", "bin"])
    mkdirSync(join(root, folder), { recursive: true });
  copyFileSync(join(import.meta.dir, "run.mjs"), join(root, "scripts/run.mjs"));
  copyFileSync(join(import.meta.dir, "../tools/bun/package.json"), join(root, "tools/bun/package.json"));
  writeFileSync(
    join(root, "package.json"),
    JSON.stringify({ name: "small", private: true, type: "module", workspaces: ["core/*"] }),
  );
  writeFileSync(join(root, "core/backend/package.json"), JSON.stringify({ name: "backend", type: "module" }));
  Bun.spawnSync([process.execPath, "install"], { cwd: root, stdout: "ignore", stderr: "ignore" });
  writeFileSync(
    join(root, "core/backend/src/main.ts"),
    `const [mode = "", ...args] = process.argv.slice(2);
     if (mode === "end") { console.log(JSON.stringify(args), process.env.BUN_CONFIG_MAX_HTTP_REQUESTS); process.exit(7); }
     for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => { console.log(signal); process.exit(5); });
     console.log(process.pid);
     setInterval(() => {}, 1000);`,
  );
  symlinkSync(process.execPath, join(root, "bin/bun"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function launch(args: string[], { runtime = node ?? process.execPath, path = join(root, "bin") } = {}) {
  const PATH = path === "" ? "" : `${path}:${process.env.PATH}`;
  const { npm_execpath: _, npm_lifecycle_event: __, ...env } = process.env;
  return Bun.spawn([runtime, join(root, "scripts/run.mjs"), ...args], {
    env: { ...env, PATH },
    stdout: "pipe",
    stderr: "pipe",
  });
}

const linesOf = (stream: ReadableStream<Uint8Array>) =>
  createInterface({ input: Readable.fromWeb(stream) })[Symbol.asyncIterator]();

/** The process id that the server tells when it is up. */
async function serverPid(lines: AsyncIterator<string>): Promise<number> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done) throw new Error("the server did not start");
    if (/^\d+$/.test(value)) return Number(value);
  }
}

test("arguments, settings and the exit code pass through", async () => {
  const launcher = launch(["start", "end", "--plugins=a,b", "two words"]);
  expect(await launcher.stdout.text()).toEndWith('["--plugins=a,b","two words"] 2000\n');
  expect(await launcher.exited).toBe(7);
});

test("Bun runs it where there is no Node", async () => {
  const launcher = launch(["start", "end"], { runtime: process.execPath, path: "" });
  expect(await launcher.stdout.text()).toEndWith("[] 2000\n");
  expect(await launcher.exited).toBe(7);
});

test("a signal reaches the server once, however many are sent at a time", async () => {
  const launcher = launch(["start"]);
  const lines = linesOf(launcher.stdout);
  await serverPid(lines);
  launcher.kill("SIGINT");
  launcher.kill("SIGINT");
  expect(await Array.fromAsync(lines)).toEqual(["SIGINT"]);
  expect(await launcher.exited).toBe(5);
});

test.if(Bun.which("setpriv") !== null)("a kill -9 of the launcher leaves no server behind", async () => {
  const launcher = launch(["start"]);
  const lines = linesOf(launcher.stdout);
  const pid = await serverPid(lines);
  launcher.kill("SIGKILL");
  // The pipe closes when the last process that holds it has ended.
  expect(await Array.fromAsync(lines)).toEqual([]);
  expect(existsSync(`/proc/${pid}/exe`)).toBe(false);
});

test("a command that does not exist is answered with those that do", async () => {
  const launcher = launch(["stop"]);
  expect(await launcher.stderr.text()).toBe(
    'There is no command "stop"; there are start, test, dev, dev:backend, dev:frontend.\n',
  );
  expect(await launcher.exited).toBe(1);
});

test.if(node !== null)("without Bun and without npm it says what to install", async () => {
  const launcher = launch(["start"], { path: "" });
  expect(await launcher.stderr.text()).toContain("install Bun 1.4 yourself (https://bun.sh) and run this again");
  expect(await launcher.exited).toBe(1);
  expect(existsSync(join(dirname(root), "node_modules"))).toBe(false);
});
