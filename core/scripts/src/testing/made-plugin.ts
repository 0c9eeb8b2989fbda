import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createPlugin } from "../create/create-plugin.ts";
import { runBun } from "./run-scripts.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The plugin `night-watch`, as `create --link` makes it, with its packages installed. */
export interface MadePlugin extends AsyncDisposable {
  readonly folder: string;
  /** Changes a file of it while `work` runs. */
  changed<T>(file: string, change: (text: string) => string, work: () => Promise<T>): Promise<T>;
}

/** This repository. */
export const CHECKOUT = join(import.meta.dir, "../../../..");

export async function makePlugin({ below = "." }: { below?: string } = {}): Promise<MadePlugin> {
  const root = await temporaryFolder();
  const folder = join(root.path, below, "night-watch");
  await createPlugin({ pluginId: "night-watch", scope: "@acme", folder, checkout: CHECKOUT });
  const installed = await runBun(folder, "install");
  if (installed.code !== 0) throw new Error(`bun install failed: ${installed.output}`);
  return {
    folder,
    async changed(file, change, work) {
      const before = await readFile(join(folder, file), "utf8");
      const after = change(before);
      if (after === before) throw new Error(`nothing of ${file} would change`);
      await Bun.write(join(folder, file), after);
      try {
        return await work();
      } finally {
        await Bun.write(join(folder, file), before);
      }
    },
    [Symbol.asyncDispose]: () => root[Symbol.asyncDispose](),
  };
}
