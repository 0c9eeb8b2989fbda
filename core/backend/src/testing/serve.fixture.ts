/** A platform in a process of its own: tells its address, and runs until it is killed or its parent has ended. */
import * as z from "zod";
import { discoverPlugins } from "../kernel/discovery.ts";
import { runPlatform } from "./run-platform.ts";

const { home, packages } = z
  .object({ home: z.object({ dataDir: z.string(), databaseUrl: z.string() }), packages: z.string() })
  .parse(JSON.parse(process.argv[2] ?? ""));

const platform = await runPlatform({ home, plugins: await discoverPlugins([packages]) });
console.log(platform.url);
process.stdin.on("end", () => process.exit()).resume();
