export { accessApiRef, type AccessApi } from "./access-api.ts";
export { allPages, LARGEST_PAGE } from "./all-pages.ts";
export { createApiRef, provideApi, type ApiProvision, type ApiRef } from "./api-ref.ts";
export { ConfigForm, type ConfigFormProps } from "./config-form.tsx";
export { corePlugin } from "./core-plugin.ts";
export {
  commandSlot,
  isCommandSearch,
  type Command,
  type CommandContext,
  type CommandContribution,
  type CommandSearch,
} from "./commands.ts";
export {
  createDataExtension,
  createExtension,
  type ComponentExtension,
  type DataExtension,
  type Extension,
} from "./extension.ts";
export { matchesSearch } from "./matches-search.ts";
export type { NavItem, NavSection } from "./nav-item.ts";
export { byOrder } from "./order.ts";
export { createPageMetaStore, type Crumb, type PageMeta, type PageMetaStore } from "./page-meta.ts";
export type { PageRoute, QueryPrefetcher } from "./page-route.ts";
export { PlatformProvider, usePlatform, usePluginId, type ErrorReport, type Platform } from "./platform.tsx";
export { PluginBoundary } from "./plugin-boundary.tsx";
export { createPluginClient, usePluginClient, type PluginClient } from "./plugin-client.ts";
export {
  componentsFor,
  createPluginRegistry,
  dataFor,
  type Contributions,
  type Owned,
  type PluginRegistry,
} from "./plugin-registry.ts";
export { createFrontendPlugin, type FrontendPlugin } from "./plugin.ts";
export { plural } from "./plural.ts";
export { safePath } from "./safe-path.ts";
export type { Session } from "./session.ts";
export {
  createSignalClient,
  type ConnectionState,
  type SignalClient,
  type SignalClientOptions,
  type SignalHandler,
} from "./signal-client.ts";
export { createDataSlot, createSlot, type DataSlot, type Slot } from "./slot.ts";
export { SlotOutlet, type SlotOutletProps } from "./slot-outlet.tsx";
export { splitSecrets } from "./split-secrets.ts";
export { createStatusStore, type StatusStore, type StatusSummary } from "./status-store.ts";
export { useApi, useOptionalApi } from "./use-api.ts";
export { useContributions } from "./use-contributions.ts";
export { useCurrentPageMeta, usePageMeta } from "./use-page-meta.ts";
export { usePrincipal, useSession } from "./use-session.ts";
export { useConnectionState, useSignal } from "./use-signal.ts";
export { useReportStatus, useWorstStatus } from "./use-status.ts";
export { backgroundSlot, overviewSlot, systemPageSlot, topBarSlot, userMenuSlot } from "./well-known-slots.ts";
