/**
 * The launcher behind `npm start`, `npm test` and `bun run dev`: `node scripts/run.mjs <command> [arguments]`.
 *
 * Finds Bun (this process, the one that called us, PATH, tools/bun) or installs it into tools/bun, installs the
 * packages when bun.lock has changed, then runs the command and ends as it ends. Plain JavaScript without
 * dependencies, for Node 18 or newer and for Bun itself, because it runs before anything is installed.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const tools = join(root, "tools/bun");
const windows = process.platform === "win32";
const bunVersion = JSON.parse(readFileSync(join(tools, "package.json"), "utf8")).dependencies.bun;

// Health checks may wait for many slow servers at once; Bun allows 256 requests in flight unless told otherwise.
const server = { BUN_CONFIG_MAX_HTTP_REQUESTS: "2000" };

const commands = {
  start: { script: "core/backend/src/main.ts", env: server },
  test: { script: "scripts/test.ts" },
  dev: { script: "scripts/dev.ts" },
  "dev:backend": { script: "core/backend/src/main.ts", args: ["--dev"], env: server },
  "dev:frontend": { script: "node_modules/vite/bin/vite.js", cwd: "core/frontend" },
};

const [name = "start", ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command === undefined) {
  fail(`There is no command "${name}"; there are ${Object.keys(commands).join(", ")}.`);
}
const bun = findBun() ?? installBun();
installPackages();
run();

function findBun() {
  const candidates = [
    process.versions.bun ? process.execPath : undefined,
    process.env.npm_execpath, // Bun's own path when `bun run` called us; npm's script otherwise, which is no Bun.
    ...(process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, windows ? "bun.exe" : "bun")),
    ...bundledBuns(),
  ];
  return candidates.find((path) => path !== undefined && /bun(\.exe)?$/.test(path) && isOurBun(path));
}

/** Where `npm ci` may leave the binary: the post-install script moves it, and may have been forbidden to run. */
function bundledBuns() {
  const platforms = join(tools, "node_modules/@oven");
  const moved = windows ? "node_modules/bun/bin/bun.exe" : "node_modules/.bin/bun";
  return [
    join(tools, moved),
    ...(existsSync(platforms) ? readdirSync(platforms) : []).map((folder) =>
      join(platforms, folder, "bin", windows ? "bun.exe" : "bun"),
    ),
  ];
}

/** Patch releases may differ; anything else is another Bun than the tests ran on. */
function isOurBun(path) {
  if (!existsSync(path)) return false;
  const { status, stdout } = spawnSync(path, ["--version"], { encoding: "utf8" });
  return status === 0 && minor(stdout.trim()) === minor(bunVersion);
}

function installBun() {
  console.log(`Installing Bun ${bunVersion} into tools/bun ...`);
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: tools,
    stdio: "inherit",
    shell: windows, // npm is a .cmd file there
  });
  const advice = `install Bun ${minor(bunVersion)} yourself (https://bun.sh) and run this again`;
  if (npm.error) {
    fail(
      `Checkstack runs on Bun ${minor(bunVersion)}, which is not here, and npm, to install it with, is not either; ${advice}.`,
    );
  }
  const installed = bundledBuns().find(isOurBun);
  if (npm.status !== 0) {
    fail(
      `npm could not install Bun ${bunVersion} (its message is above). The first start needs the internet; check the connection or the proxy, or ${advice}.`,
    );
  }
  if (installed === undefined) {
    fail(`npm installed Bun ${bunVersion}, but it does not run on this machine; ${advice}.`);
  }
  return installed;
}

function installPackages() {
  const stamp = join(root, "node_modules/.install-stamp");
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "bun.lock")))
    .update(`${process.platform}-${process.arch}`)
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const install = spawnSync(bun, ["install", "--frozen-lockfile", "--ignore-scripts"], { cwd: root, stdio: "inherit" });
  if (install.status !== 0) {
    fail(
      "The packages could not be installed (Bun's message is above). This needs the internet whenever bun.lock has changed; check the connection or the proxy and run this again.",
    );
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function run() {
  const bunArgs = ["--no-install", command.script, ...(command.args ?? []), ...args];
  // Whoever kills the launcher outright must not leave a server that holds the port and the data folder.
  const diesWithUs = canDieWithParent();
  const [file, fileArgs] = diesWithUs ? ["setpriv", ["--pdeathsig", "KILL", bun, ...bunArgs]] : [bun, bunArgs];
  const child = spawn(file, fileArgs, {
    cwd: join(root, command.cwd ?? ""),
    stdio: "inherit",
    // Out of the terminal's reach: Ctrl-C comes from us, and once.
    detached: diesWithUs,
    env: { ...command.env, ...process.env, PATH: `${dirname(bun)}${delimiter}${process.env.PATH ?? ""}` },
  });
  passSignals(child, { terminalReachesChild: !diesWithUs && process.stdin.isTTY });
  stopWithPackageManager(child);
  child.on("error", (error) => fail(`Bun (${bun}) could not be started: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
}

function canDieWithParent() {
  return spawnSync("setpriv", ["--pdeathsig", "KILL", "true"], { stdio: "ignore" }).status === 0;
}

/**
 * One Ctrl-C reaches us twice, from the terminal and from npm, and a server takes a second signal for impatience:
 * what comes within half a second is the same wish.
 */
function passSignals(child, { terminalReachesChild }) {
  let lastMs = -Infinity;
  const pass = (signal) => {
    if (signal === "SIGINT" && terminalReachesChild) return;
    const now = performance.now();
    if (now - lastMs > 500) child.kill(signal);
    lastMs = now;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => pass(signal));
}

/**
 * npm runs us through `sh -c`, which passes no signal on: a SIGTERM for npm ends npm and the shell and would leave us
 * running, and so would a kill -9 of npm. The first is a wish to stop, the second is to be as abrupt as it was meant.
 */
function stopWithPackageManager(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const manager = parentOfShell(parent);
  const timer = setInterval(() => {
    if (process.ppid !== parent) child.kill("SIGTERM");
    else if (manager !== parentOfShell(parent)) child.kill("SIGKILL");
    else return;
    clearInterval(timer);
  }, 100);
  timer.unref();
}

/** The parent of process `pid` when that is an `sh -c`. Other systems than Linux tell nothing of other processes. */
function parentOfShell(pid) {
  if (process.platform !== "linux") return undefined;
  const [program = "", flag] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  if (flag !== "-c" || !program.endsWith("sh")) return undefined;
  return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1];
}

function minor(version) {
  return version.split(".").slice(0, 2).join(".");
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
