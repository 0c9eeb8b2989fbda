import type { ConfigRows } from "../../config/config-rows.ts";
import type { PlatformClient } from "./platform-client.ts";

/** The records of the plugin's configurations, which the platform keeps. Secrets in them are sealed here. */
export const createRemoteRows = ({ config }: Pick<PlatformClient, "config">): ConfigRows => ({
  current: (key) => config.current({ key }),
  byId: (key, id) => config.byId({ key, id }),
  history: (key) => config.history({ key }),
  async replace(key, next) {
    for (;;) {
      const current = await config.current({ key });
      const row = next(current);
      if (!row || (await config.replace({ key, expected: current?.id ?? null, row }))) return;
      // Somebody else was faster: what was decided was about a record that is not current any more.
    }
  },
});
