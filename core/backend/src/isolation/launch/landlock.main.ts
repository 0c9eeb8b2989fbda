/*
 * Shuts this process in by Landlock, which needs no privilege, and then becomes the command it is given:
 * `bun landlock.main.ts <extent> <own folder> <shown path>... -- <listed folder>... -- <command>...`. Of the disk, the command can
 * read what is shown, the names in listed folders, and write its own folder. Landlock binds one thread and what that starts: hence a program of its own, which is replaced as a whole.
 *
 * https://docs.kernel.org/userspace-api/landlock.html
 */
import { dlopen, FFIType, ptr } from "bun:ffi";
import { existsSync, statSync } from "node:fs";

const { i32, i64, ptr: pointer } = FFIType;
const SIGNATURES = {
  syscall: { args: [i64, i64, i64, i64, i64], returns: i64 },
  prctl: { args: [i32, i64, i64, i64, i64], returns: i32 },
  open: { args: [pointer, i32], returns: i32 },
  execve: { args: [pointer, pointer, pointer], returns: i32 },
} as const;

const CREATE_RULESET = 444;
const ADD_RULE = 445;
const RESTRICT_SELF = 446;
const ASK_VERSION = 1;
const PATH_BENEATH = 1;
const SET_NO_NEW_PRIVS = 38;
const O_PATH = 0o10000000;

const EXECUTE = 1n << 0n;
const WRITE_FILE = 1n << 1n;
const READ_FILE = 1n << 2n;
const READ_DIR = 1n << 3n;
/** All rights to files that version 3 knows, and what version 5 added: to devices. */
const RIGHTS = (1n << 15n) - 1n;
const DEVICE_RIGHTS = 1n << 15n;
/** Signals to processes outside, and abstract sockets of theirs. */
const SCOPES = 0b11n;
const VERSIONS = { truncate: 3n, devices: 5n, scopes: 6n } as const;
const DEVICES = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"];

const libc = openLibc();
const [extent = "", own = "", ...rest] = process.argv.slice(2);
const [shown, others] = beforeAndAfter(rest);
const [listed, command] = beforeAndAfter(others);
shutIn({ own, shown, listed });
become(command);

function beforeAndAfter(words: readonly string[]): [string[], string[]] {
  const at = words.indexOf("--");
  return [words.slice(0, at), words.slice(at + 1)];
}

function openLibc() {
  const names = ["libc.so.6", `libc.musl-${process.arch === "arm64" ? "aarch64" : "x86_64"}.so.1`];
  for (const name of names) {
    try {
      return dlopen(name, SIGNATURES).symbols;
    } catch {
      // The other one, then.
    }
  }
  throw new Error("this system has no C library that is known");
}

function shutIn(paths: { own: string; shown: readonly string[]; listed: readonly string[] }): void {
  const version = libc.syscall(CREATE_RULESET, 0, 0, ASK_VERSION, 0);
  const isScoped = extent === "and-processes";
  if (version < (isScoped ? VERSIONS.scopes : VERSIONS.truncate)) throw new Error(`Landlock ${version} is too old`);
  const all = version < VERSIONS.devices ? RIGHTS : RIGHTS | DEVICE_RIGHTS;
  // Rights to files, rights to the network (none is taken), scopes.
  const attributes = new BigUint64Array(isScoped ? [all, 0n, SCOPES] : [all]);
  const ruleset = Number(libc.syscall(CREATE_RULESET, ptr(attributes), attributes.byteLength, 0, 0));
  check(ruleset, "create_ruleset");
  allow(ruleset, paths.own, all);
  for (const path of paths.listed) allow(ruleset, path, READ_DIR);
  for (const path of [...paths.shown, "/proc/self"]) allow(ruleset, path, EXECUTE | READ_FILE | READ_DIR);
  for (const path of DEVICES) allow(ruleset, path, READ_FILE | WRITE_FILE);
  check(libc.prctl(SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
  check(libc.syscall(RESTRICT_SELF, ruleset, 0, 0, 0), "restrict_self");
}

function allow(ruleset: number, path: string, rights: bigint): void {
  if (!existsSync(path)) return;
  const file = libc.open(ptr(text(path)), O_PATH);
  const rule = new DataView(new ArrayBuffer(12));
  rule.setBigUint64(0, statSync(path).isDirectory() ? rights : rights & ~READ_DIR, true);
  rule.setInt32(8, file, true);
  check(libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, ptr(rule), 0), path);
}

function become(command: readonly string[]): void {
  const words = command.map(text);
  const argv = new BigUint64Array([...words.map((word) => BigInt(ptr(word))), 0n]);
  const environment = new BigUint64Array(1);
  const [program] = words;
  if (program) check(libc.execve(ptr(program), ptr(argv), ptr(environment)), "execve");
}

function text(value: string): Uint8Array {
  return Buffer.from(`${value}\0`);
}

function check(result: number | bigint, what: string): void {
  if (Number(result) < 0) throw new Error(`Landlock failed at ${what}`);
}
