import { join } from "node:path";
import { FRONTEND_MODULES } from "@checkstack/plugin-package-node";
import { createServer } from "vite";
import type { Half } from "../pack/project.ts";
import { sourcePlugins } from "./source-plugins.ts";

/** The pages of the platform with front ends from their sources. */
export interface DevServer extends AsyncDisposable {
  readonly url: string;
}

/** Serves them on `port`, which must be free; 0 lets the system choose. Asks the back end on `backendPort`. */
export async function startDevServer(options: {
  platform: string;
  /** The workspace of the plugin, whose files the browser may have. */
  root: string;
  frontends: readonly Half[];
  port: number;
  backendPort: number;
}): Promise<DevServer> {
  const { platform, root, frontends, port, backendPort } = options;
  // The shell's own configuration reads it.
  process.env["PORT"] = String(backendPort);
  const own = process.listeners("SIGTERM");
  const server = await createServer({
    configFile: join(platform, "core/frontend/vite.config.ts"),
    plugins: [sourcePlugins(frontends)],
    resolve: { dedupe: [...FRONTEND_MODULES] },
    server: { port, strictPort: port !== 0, fs: { allow: [platform, root] } },
    logLevel: "warn",
  });
  await server.listen();
  // Vite ends the process at a SIGTERM, and would leave the back end running.
  for (const listener of process.listeners("SIGTERM").filter((one) => !own.includes(one)))
    process.off("SIGTERM", listener);
  const [url = ""] = server.resolvedUrls?.local ?? [];
  return { url, [Symbol.asyncDispose]: () => server.close() };
}
