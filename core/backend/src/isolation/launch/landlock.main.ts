/*
 * Shuts this process in by Landlock, which needs no privilege, and then becomes the command it is given:
 * `bun landlock.main.ts <extent> <own folder> <shown path>... -- <listed folder>... -- <command>...`. Of the disk, the
 * command can read what is shown, the names in listed folders, and write its own folder. Landlock binds one thread and what
 * that starts: hence a program of its own, which is replaced as a whole.
 *
 * https://docs.kernel.org/userspace-api/landlock.html
 */
import { existsSync, statSync } from "node:fs";
import { beforeAndAfter, openLibc } from "./libc.ts";

/** The same on every kind of machine. */
const CREATE_RULESET = 444;
const ADD_RULE = 445;
const RESTRICT_SELF = 446;
const ASK_VERSION = 1;
const PATH_BENEATH = 1;
const O_PATH = 0o10000000;
const AT_FDCWD = -100;
const OPENAT = process.arch === "arm64" ? 56 : 257;

const EXECUTE = 1n << 0n;
const WRITE_FILE = 1n << 1n;
const READ_FILE = 1n << 2n;
const READ_DIR = 1n << 3n;
/** All rights to files that version 3 knows, and what version 5 added: to devices. */
const RIGHTS = (1n << 15n) - 1n;
const DEVICE_RIGHTS = 1n << 15n;
/** Signals to processes outside, and abstract sockets of theirs. */
const SCOPES = 0b11n;
const VERSIONS = { truncate: 3, devices: 5, scopes: 6 } as const;
const DEVICES = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"];

const libc = openLibc();
const [extent = "", own = "", ...rest] = process.argv.slice(2);
const [shown, others] = beforeAndAfter(rest);
const [listed, command] = beforeAndAfter(others);
shutIn();
libc.become(command);

/** `setpriv` has made sure that no program gains privileges, which Landlock asks for. */
function shutIn(): void {
  const version = libc.syscall("Landlock", CREATE_RULESET, 0, 0, ASK_VERSION);
  const isScoped = extent === "and-processes";
  if (version < (isScoped ? VERSIONS.scopes : VERSIONS.truncate)) throw new Error(`Landlock ${version} is too old`);
  const all = version < VERSIONS.devices ? RIGHTS : RIGHTS | DEVICE_RIGHTS;
  // Rights to files, rights to the network (none is taken), scopes.
  const attributes = new BigUint64Array(isScoped ? [all, 0n, SCOPES] : [all]);
  const ruleset = libc.syscall("create_ruleset", CREATE_RULESET, attributes, attributes.byteLength, 0);
  allow(ruleset, own, all);
  for (const path of listed) allow(ruleset, path, READ_DIR);
  for (const path of [...shown, "/proc/self"]) allow(ruleset, path, EXECUTE | READ_FILE | READ_DIR);
  for (const path of DEVICES) allow(ruleset, path, READ_FILE | WRITE_FILE);
  libc.syscall("restrict_self", RESTRICT_SELF, ruleset, 0);
}

function allow(ruleset: number, path: string, rights: bigint): void {
  if (!existsSync(path)) return;
  const file = libc.syscall(`open ${path}`, OPENAT, AT_FDCWD, path, O_PATH, 0);
  const rule = new DataView(new ArrayBuffer(12));
  rule.setBigUint64(0, statSync(path).isDirectory() ? rights : rights & ~READ_DIR, true);
  rule.setInt32(8, file, true);
  libc.syscall(`allow ${path}`, ADD_RULE, ruleset, PATH_BENEATH, rule, 0);
}
