/** A platform in a process of its own: tells its address, and runs until it is told to stop or its parent has ended. */
import * as z from "zod";
import { discoverPlugins, selectPlugins } from "../kernel/discovery.ts";
import { runPlatform } from "./run-platform.ts";

const { home, packages, patterns, isolate } = z
  .object({
    home: z.object({ dataDir: z.string(), databaseUrl: z.string() }),
    packages: z.string(),
    patterns: z.array(z.string()).default([]),
    isolate: z.array(z.string()).default([]),
  })
  .parse(JSON.parse(process.argv[2] ?? ""));

const plugins = selectPlugins(await discoverPlugins([packages]), patterns);
const platform = await runPlatform({ home, plugins, isolate });
console.log(platform.url);
process.on("SIGTERM", () => void platform[Symbol.asyncDispose]().then(() => process.exit()));
process.stdin.on("end", () => process.exit()).resume();
