import type { PluginContext, ReadyExtras, Scope } from "@checkstack/backend-api";
import type { Contract } from "@checkstack/common";
import type { Declarations } from "./declarations.ts";
import type { ExtensionRegistry } from "./extension-registry.ts";
import type { PluginSource } from "./plugin-source.ts";

/** What the kernel asks of the platform around it: database, HTTP, hooks. The kernel itself does no I/O. */
export interface KernelHost {
  /** Makes sure of the plugin's schema and login, and runs its migrations. */
  migrate(source: PluginSource): Promise<void>;
  /** Takes contracts and signals in for as long as `scope` lasts. Throws when a procedure declares no access. */
  declare(declarations: Declarations, scope: Scope): void;
  /** Says whether `service` knows this id. */
  offers(serviceId: string): boolean;
  /** A service of the platform's own, made for one plugin. */
  service(serviceId: string, source: PluginSource, scope: Scope): unknown;
  /** A client of another plugin. Throws when `source` does not name that plugin among its calls. */
  client(contract: Contract, caller: Scope, source: PluginSource): unknown;
  context(source: PluginSource, scope: Scope): Pick<PluginContext, "serve" | "emitHook" | "emitSignal">;
  readyExtras(scope: Scope): ReadyExtras;
  readonly extensions: Pick<ExtensionRegistry, "contribute" | "viewFor">;
}
