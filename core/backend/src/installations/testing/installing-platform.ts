import { core, createBackendPlugin, type Installations, type OperationResult } from "@checkstack/backend-api";
import type { BackendPlugin } from "@checkstack/backend-api";
import { runPlatform, type Home, type RunningPlatform } from "../../testing/run-platform.ts";
import type { PlatformOptions } from "../../platform.ts";
import type { PluginSource } from "../../kernel/plugin-source.ts";

export interface InstallingPlatform extends RunningPlatform {
  readonly installations: Installations;
  /** Installs or upgrades, as an operator who says yes to everything. */
  install(bytes: Uint8Array): Promise<OperationResult>;
  /** What a plugin answers under `/api/<pluginId>/x`: its text, or the status with the code of the problem. */
  answerOf(pluginId: string): Promise<unknown>;
}

/** A platform whose installations are within reach, as the plugin manager has them. */
export async function installingPlatform(options: {
  home: Pick<Home, "dataDir" | "databaseUrl">;
  plugins?: readonly (BackendPlugin | PluginSource)[];
  installed?: PlatformOptions["installed"];
}): Promise<InstallingPlatform> {
  const reached = Promise.withResolvers<Installations>();
  const manager = createBackendPlugin({
    metadata: { pluginId: "pluginmanager", displayName: "Plugins" },
    register: (registry) =>
      registry.registerInit({
        deps: { installations: core.installations },
        init: ({ installations }) => reached.resolve(installations),
      }),
  });
  const { home, plugins = [], installed } = options;
  const platform = await runPlatform({ home, plugins: [manager, ...plugins], ...(installed && { installed }) });
  const installations = await reached.promise;
  return {
    ...platform,
    installations,
    async install(bytes) {
      const { sha256 } = await installations.stage(bytes);
      const source = { type: "tarball", sha256 };
      const consents = ["downgrade", "other-publisher"] as const;
      return installations.install({ sha256, source, consents, runs: "in-process", actor: "Ada" });
    },
    async answerOf(pluginId) {
      const answer = await platform.ask(`/api/${pluginId}/x`);
      const body: unknown = await answer.json();
      if (answer.ok) return body;
      const code = typeof body === "object" && body !== null && "code" in body ? body.code : "";
      return `${answer.status} ${String(code)}`;
    },
  };
}
