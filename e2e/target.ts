import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { bun } from "./server.ts";

/** What a target answers; 200 and `ok` at once when nothing else is said. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  delayMs?: number;
}

/** Something to watch whose answer a test can switch. */
export interface Targets extends AsyncDisposable {
  /** The address of the target of that name; there is one for every name. */
  url(name: string): string;
  answer(name: string, answer: Answer): Promise<void>;
}

export async function startTargets(): Promise<Targets> {
  const child = spawn(bun, ["--no-install", join(import.meta.dirname, "target-process.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [port] = await once(createInterface({ input: child.stdout }), "line");
  const url = (name: string) => `http://127.0.0.1:${port}/${name}`;
  return {
    url,
    async answer(name, answer) {
      await fetch(url(name), { method: "PUT", body: JSON.stringify(answer) });
    },
    async [Symbol.asyncDispose]() {
      const exited = once(child, "exit");
      child.stdin.end();
      await exited;
    },
  };
}
