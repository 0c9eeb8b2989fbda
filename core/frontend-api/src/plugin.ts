import type { PluginMetadata } from "@checkstack/common";
import type { ApiProvision } from "./api-ref.ts";
import type { Extension } from "./extension.ts";
import type { NavItem } from "./nav-item.ts";
import type { PageRoute } from "./page-route.ts";

/** What a front-end plugin contributes. Plain data: nothing of it runs until the shell draws it. */
export interface FrontendPlugin {
  readonly metadata: PluginMetadata;
  /** Client-side services that other plugins reach with `useApi(ref)`. Made with `provideApi`. */
  readonly apis?: readonly ApiProvision[];
  readonly routes?: readonly PageRoute[];
  readonly navItems?: readonly NavItem[];
  /** Contributions to slots: components (`createExtension`), commands and search providers. */
  readonly extensions?: readonly Extension[];
}

/** The default export of every `-frontend` package. Keep components in other files, so that hot reload works. */
export const createFrontendPlugin = (plugin: FrontendPlugin): FrontendPlugin => plugin;
