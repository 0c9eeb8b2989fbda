/** A server to be checked, in a process of its own: `bun lib/target.ts` prints its port and answers until it is killed. */
import { join } from "node:path";

if (import.meta.main) {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("ok") });
  console.log(server.port);
}

export interface Target extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
}

export const startTarget = (): Promise<Target> => startServerProcess("target.ts");

/** Runs a script of this folder that prints its port. */
export async function startServerProcess(script: string): Promise<Target> {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, script)], { stdout: "pipe" });
  const { value } = await child.stdout.getReader().read();
  const port = Number(new TextDecoder().decode(value));
  return {
    url: `http://127.0.0.1:${port}/`,
    pid: child.pid,
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.exited;
    },
  };
}
