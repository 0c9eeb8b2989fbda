import type { PluginContext, Ref, Scope, ServiceRef } from "@checkstack/backend-api";
import type { KernelHost } from "./kernel-host.ts";
import type { PluginEntry } from "./plugin-entry.ts";
import type { ServiceTable } from "./service-table.ts";

interface ContextOptions {
  readonly entry: PluginEntry;
  readonly host: KernelHost;
  readonly services: ServiceTable;
  /** The view that the owner of an extension point gives this contributor. */
  readonly pointView: (pointId: string, contributor: Scope) => unknown;
}

/** What `init` receives: the resolved dependencies and the plugin's own hands. */
export function createPluginContext({ entry, host, services, pointView }: ContextOptions): PluginContext & object {
  const { scope, source, declarations } = entry;
  const provides = declarations.init?.provides ?? [];
  const assertDeclared = (ref: ServiceRef<unknown>): void => {
    if (!provides.includes(ref.id))
      throw new Error(`provides "${ref.id}" without naming it in "provides" of registerInit`);
  };
  const resolve = (ref: Ref): unknown => {
    if (ref.kind === "rpc") return host.client(ref.contract, scope, source);
    if (ref.kind === "extensions") return host.extensions.viewFor(scope, ref.point);
    if (ref.kind === "extension-point") return pointView(ref.id, scope);
    return host.offers(ref.id) ? host.service(ref.id, source, scope) : services.get(ref.id, scope);
  };

  return {
    ...Object.fromEntries(Object.entries(declarations.init?.deps ?? {}).map(([name, ref]) => [name, resolve(ref)])),
    ...host.context(source, scope),
    scope,
    provide(ref, service) {
      assertDeclared(ref);
      services.add(scope, ref.id, () => service);
    },
    providePerPlugin(ref, view) {
      assertDeclared(ref);
      services.add(scope, ref.id, view);
    },
    contribute: (point, contribution) => host.extensions.contribute(scope, point, contribution),
  };
}
