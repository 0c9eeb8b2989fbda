import {
  core,
  createBackendPlugin,
  type BackendPlugin,
  type Installations,
  type Isolation,
  type OperationResult,
  type PackageRuns,
} from "@checkstack/backend-api";
import * as z from "zod";
import { runPlatform, type Home, type RunningPlatform } from "../../testing/run-platform.ts";
import type { PlatformOptions } from "../../platform.ts";
import type { PluginSource } from "../../kernel/plugin-source.ts";

export interface InstallingPlatform extends RunningPlatform {
  readonly installations: Installations;
  readonly isolation: Isolation;
  /** Installs or upgrades, as an operator who says yes to everything. */
  install(bytes: Uint8Array, runs?: PackageRuns): Promise<OperationResult>;
  /** What a plugin answers under `/api/<pluginId>/x`: its text, `gone` when no instance runs it, or the code of another problem. */
  answerOf(pluginId: string): Promise<unknown>;
  /** The version of a plugin that runs in this instance. */
  versionOf(pluginId: string): string | undefined;
}

/** A platform whose installations are within reach, as the plugin manager has them. */
export async function installingPlatform(options: {
  home: Pick<Home, "dataDir" | "databaseUrl">;
  plugins?: readonly (BackendPlugin | PluginSource)[];
  failpoint?: PlatformOptions["failpoint"];
  /** What runs here of all that is installed; empty means all. */
  patterns?: readonly string[];
  /** Runs, besides, what no other instance names. */
  standIn?: boolean;
}): Promise<InstallingPlatform> {
  const reached = Promise.withResolvers<Pick<InstallingPlatform, "installations" | "isolation">>();
  const manager = createBackendPlugin({
    metadata: { pluginId: "pluginmanager", displayName: "Plugins" },
    register: (registry) =>
      registry.registerInit({
        deps: { installations: core.installations, isolation: core.isolation },
        init: ({ installations, isolation }) => reached.resolve({ installations, isolation }),
      }),
  });
  const { home, plugins = [], failpoint, patterns = [], standIn = false } = options;
  const platform = await runPlatform({
    home,
    plugins: [manager, ...plugins],
    patterns,
    standIn,
    ...(failpoint && { failpoint }),
  });
  const { installations, isolation } = await reached.promise;
  return {
    ...platform,
    installations,
    isolation,
    async install(bytes, runs = "in-process") {
      const { sha256 } = await installations.stage(bytes);
      const source = { type: "tarball", sha256 };
      const consents = ["downgrade", "other-publisher"] as const;
      return installations.install({ sha256, source, consents, runs, actor: "Ada" });
    },
    versionOf(pluginId) {
      const report = platform.kernel.reports().find(({ metadata }) => metadata.pluginId === pluginId);
      return report?.status.state === "ready" ? report.version : undefined;
    },
    async answerOf(pluginId) {
      const answer = await platform.ask(`/api/${pluginId}/x`);
      const body: unknown = await answer.json();
      if (answer.ok) return body;
      const { code } = z.object({ code: z.string() }).parse(body);
      // Instances remember for a while what ran somewhere.
      return code === "PLUGIN_UNKNOWN" || code === "PLUGIN_UNAVAILABLE" ? "gone" : code;
    },
  };
}
