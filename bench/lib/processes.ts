import { readdirSync, readFileSync } from "node:fs";

const CLOCK_TICKS_PER_SECOND = 100;

interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  readonly cpuSeconds: number;
}

/** CPU that a process and all that it started have used, and still use. Linux only: read from /proc. */
export function cpuSeconds(rootPid: number): number {
  return familyOf(rootPid).reduce((sum, { cpuSeconds: used }) => sum + used, 0);
}

/** Memory of a process, MB, shared pages divided among their users (PSS). */
export const pssMb = (pid: number): number =>
  Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0) / 1024;

/**
 * Memory of processes, MB: each one's own, and that together. What they share is counted once, whoever else on the machine
 * shares it too.
 */
export function heldMb(pids: readonly number[]): { readonly own: readonly number[]; readonly together: number } {
  const all = pids.map((pid) => {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    const mb = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0) / 1024;
    const shared = mb("Shared_Clean") + mb("Shared_Dirty");
    return { own: mb("Rss") - shared, shared };
  });
  const own = all.map((process) => process.own);
  return { own, together: own.reduce((sum, mb) => sum + mb, Math.max(...all.map(({ shared }) => shared))) };
}

function familyOf(rootPid: number): ProcessInfo[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess);
  const family = new Set([rootPid]);
  for (let grown = true; grown;) {
    const found = all.filter(({ pid, parent }) => family.has(parent) && !family.has(pid));
    for (const { pid } of found) family.add(pid);
    grown = found.length > 0;
  }
  return all.filter(({ pid }) => family.has(pid));
}

/** Fields of proc(5) `stat`, counted after the name, which may hold spaces; children that ended are counted with the parent. */
function readProcess(pid: string): ProcessInfo[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
    return [{ pid: Number(pid), parent: Number(fields[1]), cpuSeconds: ticks / CLOCK_TICKS_PER_SECOND }];
  } catch {
    return []; // It ended while we were reading.
  }
}
