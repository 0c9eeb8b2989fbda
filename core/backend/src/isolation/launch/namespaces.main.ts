/*
 * Makes a root folder that holds nothing but what is shown, and then becomes the command it is given:
 * `bun namespaces.main.ts <empty folder> <own folder> <shown path>... -- <command>...`, inside fresh mount and process
 * namespaces. What is shown can be read; the own folder can be written, and so can a small `/tmp`.
 */
import { existsSync, lstatSync, mkdirSync, readlinkSync, rmdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAndAfter, openLibc } from "./libc.ts";

/** Flags of mount(2). */
const READ_ONLY = 1;
const NO_SETUID = 2;
const NO_DEVICES = 4;
const NO_EXECUTION = 8;
const REMOUNT = 32;
const BIND = 4096;
const RECURSIVE = 16_384;
/** In a namespace of an ordinary user, flags that a mount has must stay. */
const KEPT_FLAGS = [0, NO_SETUID | NO_DEVICES, NO_SETUID | NO_DEVICES | NO_EXECUTION];
const PIVOT_ROOT = process.arch === "arm64" ? 41 : 155;
const UMOUNT = process.arch === "arm64" ? 39 : 166;
const DETACH = 2;
const DEVICES = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"];

const libc = openLibc();
const [root = "", own = "", ...rest] = process.argv.slice(2);
const [shown, command] = beforeAndAfter(rest);
process.umask(0o022);
furnish();
enter();
libc.become(command);

function furnish(): void {
  libc.mount({ target: root, type: "tmpfs", data: "mode=0755,size=16m" });
  for (const folder of ["tmp", "proc", "dev", ".old"]) mkdirSync(join(root, folder));
  libc.mount({ target: join(root, "tmp"), type: "tmpfs", data: "mode=1777,size=64m" });
  for (const path of shown) if (existsSync(path)) show(path, { isFrozen: true });
  for (const path of [...DEVICES, own]) show(path, { isFrozen: false });
  libc.mount({ target: join(root, "proc"), type: "proc" });
}

function show(path: string, { isFrozen }: { isFrozen: boolean }): void {
  const target = join(root, path);
  const kind = lstatSync(path);
  mkdirSync(kind.isDirectory() ? target : dirname(target), { recursive: true });
  if (kind.isSymbolicLink()) return symlinkSync(readlinkSync(path), target);
  if (!kind.isDirectory()) writeFileSync(target, "");
  firstThatWorks([BIND, BIND | RECURSIVE], (flags) => libc.mount({ source: path, target, flags }));
  if (isFrozen) freeze(target);
}

function freeze(target: string): void {
  firstThatWorks(KEPT_FLAGS, (kept) => libc.mount({ target, flags: REMOUNT | BIND | READ_ONLY | kept }));
}

/** What was the root is gone afterwards, for good. */
function enter(): void {
  process.chdir(root);
  libc.syscall("pivot_root", PIVOT_ROOT, ".", ".old");
  process.chdir("/");
  libc.syscall("umount", UMOUNT, "/.old", DETACH);
  rmdirSync("/.old");
  freeze("/");
  process.chdir(own);
  // When memory is short, this goes first.
  writeFileSync("/proc/self/oom_score_adj", "1000");
}

function firstThatWorks<T>(options: readonly T[], attempt: (option: T) => void): void {
  for (const [index, option] of options.entries()) {
    try {
      return attempt(option);
    } catch (error) {
      if (index === options.length - 1) throw error;
    }
  }
}
