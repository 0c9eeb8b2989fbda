import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Command } from "../command.ts";
import { checkProject } from "../pack/check-project.ts";
import { readProject } from "../pack/project.ts";
import { refuseIf } from "../pack/refusal.ts";
import { startDevBackend } from "./dev-backend.ts";
import { startDevServer } from "./dev-server.ts";
import { findPlatform } from "./find-platform.ts";

/** `dev`: runs a platform with the plugin in the current folder, until Ctrl-C. Edits are there at once, on both sides. */
export const devCommand: Command = async (args) => {
  const { values } = parseArgs({
    args,
    options: { platform: { type: "string" }, port: { type: "string", default: "5173" } },
  });
  const project = readProject(resolve("."));
  refuseIf(checkProject(project));
  const platform = findPlatform({
    named: values.platform ?? process.env["CHECKSTACK_PLATFORM"],
    folders: project.halves.map(({ folder }) => folder),
  });
  const stopped = Promise.withResolvers<number>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopped.resolve(0));

  await using backend = startDevBackend({
    platform,
    dataDir: resolve(process.env["CHECKSTACK_DATA_DIR"] ?? join(project.workspace.root, "data")),
    backends: project.halves.filter(({ kind }) => kind === "backend"),
    print: (line) => console.log(line),
  });
  const started = await Promise.race([backend.port, stopped.promise.then(() => undefined)]);
  if (started === undefined) return 0;
  await using pages = await startDevServer({
    platform,
    root: project.workspace.root,
    frontends: project.halves.filter(({ kind }) => kind === "frontend"),
    port: Number(values.port),
    backendPort: started,
  });
  console.log(`The pages are at ${pages.url}`);
  // Awaited here: what is in use is given back when this function returns.
  return await Promise.race([stopped.promise, backend.exited]);
};
