import { createContext, useContext, type ReactNode } from "react";
import type { PageMetaStore } from "./page-meta.ts";
import type { PluginRegistry } from "./plugin-registry.ts";
import type { Session } from "./session.ts";
import type { SignalClient } from "./signal-client.ts";
import type { StatusStore } from "./status-store.ts";

/** What the shell gives to everything drawn inside it. */
export interface Platform {
  readonly registry: PluginRegistry;
  readonly session: Session;
  readonly signals: SignalClient;
  readonly status: StatusStore;
  readonly pageMeta: PageMetaStore;
  /** Hears of every component that failed to draw. */
  reportError(report: ErrorReport): void;
}

export interface ErrorReport {
  readonly pluginId: string;
  readonly error: unknown;
  readonly componentStack?: string;
}

const PlatformContext = createContext<Platform | undefined>(undefined);
const PluginIdContext = createContext<string | undefined>(undefined);

export const PlatformProvider = ({ platform, children }: { platform: Platform; children: ReactNode }) => (
  <PlatformContext value={platform}>{children}</PlatformContext>
);

/** Names the plugin that everything inside belongs to. Drawn by `PluginBoundary`. */
export const PluginIdProvider = ({ pluginId, children }: { pluginId: string; children: ReactNode }) => (
  <PluginIdContext value={pluginId}>{children}</PluginIdContext>
);

/** The platform around this component. Throws outside of the shell. */
export function usePlatform(): Platform {
  const platform = useContext(PlatformContext);
  if (!platform) throw new Error("This component needs a PlatformProvider above it: draw it inside the shell.");
  return platform;
}

/** The id of the plugin that this component belongs to. Throws outside of a `PluginBoundary`. */
export function usePluginId(): string {
  const pluginId = useContext(PluginIdContext);
  if (pluginId === undefined) {
    throw new Error("This component belongs to no plugin: draw it as a route or an extension, or in a PluginBoundary.");
  }
  return pluginId;
}
