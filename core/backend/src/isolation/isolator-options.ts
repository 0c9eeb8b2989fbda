import type { Clock, Instance, Logger } from "@checkstack/backend-api";
import type { Person } from "@checkstack/common";
import type { DatabaseServer } from "../database/index.ts";
import type { EndpointTable } from "../elsewhere/index.ts";
import type { ExtensionRegistry } from "../kernel/extension-registry.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { MovedPlugins } from "./moved-plugins.ts";

/** What the isolation of plugins needs of the platform around it. */
export interface IsolatorOptions {
  /** The kernel, which comes to be after its host. */
  readonly kernel: () => Pick<Kernel, "replace" | "fail" | "reportLateError" | "sourceOf">;
  readonly extensions: Pick<ExtensionRegistry, "viewFor" | "addElsewhere">;
  readonly server: Pick<DatabaseServer, "core" | "addressOf">;
  /** Whether every plugin has a login of its own at the database. */
  readonly hasOwnLogins: boolean;
  readonly elsewhere: Pick<EndpointTable, "addChild">;
  /** Who a request is from. */
  readonly authenticate: (headers: Headers) => Promise<Person>;
  /** The key for the secrets of one plugin. */
  readonly secretKey: (pluginId: string) => Uint8Array;
  readonly instance: Instance;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What was moved on this machine. */
  readonly moved: MovedPlugins;
  /** Whether `CHECKSTACK_ISOLATE` names a back-end package. */
  readonly isNamed: (packageName: string) => boolean;
  /** How much memory one plugin may use. Default 256 MB. */
  readonly maxMemoryBytes?: number;
}
