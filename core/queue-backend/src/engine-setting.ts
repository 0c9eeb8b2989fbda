import type { ConfigStore } from "@checkstack/backend-api";
import { defineConfig } from "@checkstack/common";
import { AUTOMATIC } from "@checkstack/queue-common";
import * as z from "zod";

const engineConfig = defineConfig({ version: 1, schema: z.object({ engine: z.string().default(AUTOMATIC) }) });
const KEY = "engine";

/** Which engine was chosen, as this process last read it. */
export interface EngineSetting {
  current(): string;
  /** Reads it again; answers whether it changed. */
  refresh(): Promise<boolean>;
  write(engine: string): Promise<void>;
}

export async function createEngineSetting(config: ConfigStore): Promise<EngineSetting> {
  let { engine } = await config.read(KEY, engineConfig);

  return {
    current: () => engine,
    async refresh() {
      const before = engine;
      engine = (await config.read(KEY, engineConfig)).engine;
      return engine !== before;
    },
    async write(chosen) {
      await config.write(KEY, engineConfig, { engine: chosen });
      engine = chosen;
    },
  };
}
