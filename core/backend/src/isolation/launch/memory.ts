import { readFileSync } from "node:fs";

/** The memory in bytes that a process and all its descendants hold; `undefined` where the system does not say. */
export function residentMemory(pid: number): number | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    return sumOfTree(pid);
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}

function sumOfTree(pid: number): number {
  const own = readFileSync(`/proc/${pid}/status`, "utf8").match(/^VmRSS:\s+(\d+) kB/m)?.[1];
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return Number(own ?? 0) * 1024 + children.reduce((sum, child) => sum + (residentMemory(Number(child)) ?? 0), 0);
}
