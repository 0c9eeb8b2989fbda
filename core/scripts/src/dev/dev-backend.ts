import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { Half } from "../pack/project.ts";

/** The platform's server with back ends from their sources, in a process of its own. */
export interface DevBackend extends AsyncDisposable {
  /** Its port, once it answers. Rejects when it ends before. */
  readonly port: Promise<number>;
  readonly exited: Promise<number>;
}

/** Starts it; every line that it writes goes to `print`. */
export function startDevBackend(options: {
  platform: string;
  dataDir: string;
  backends: readonly Half[];
  print: (line: string) => void;
}): DevBackend {
  const { platform, dataDir, backends, print } = options;
  const plugins = backends.map(({ folder }) => `--dev-plugin=${folder}`);
  // By the platform's own launcher, which installs what is missing, and ends the server whatever becomes of us.
  const launcher = join(platform, "scripts/run.mjs");
  const server = Bun.spawn([process.execPath, launcher, "dev:backend", ...plugins], {
    env: { ...process.env, CHECKSTACK_DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const port = Promise.withResolvers<number>();
  port.promise.catch(() => {}); // Whoever stops it while it starts may not have asked yet.
  for (const output of [server.stdout, server.stderr]) {
    createInterface({ input: Readable.fromWeb(output) }).on("line", (line) => {
      const [, ready] = /ready at http:\/\/[^ ]*:(\d+)/.exec(line) ?? [];
      if (ready !== undefined) port.resolve(Number(ready));
      print(line);
    });
  }
  void server.exited.then((code) => port.reject(new Error(`the platform ended with code ${code} before it was ready`)));
  return {
    port: port.promise,
    exited: server.exited,
    async [Symbol.asyncDispose]() {
      server.kill("SIGTERM");
      await server.exited;
    },
  };
}
