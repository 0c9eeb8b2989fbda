import { mayAccess } from "@checkstack/common";
import { Suspense, type ReactNode } from "react";
import { usePlatform } from "./platform.tsx";
import { PluginBoundary } from "./plugin-boundary.tsx";
import { componentsFor } from "./plugin-registry.ts";
import type { Slot } from "./slot.ts";
import { useContributions } from "./use-contributions.ts";

export interface SlotOutletProps<Props extends object> {
  slot: Slot<Props>;
  props: Props;
  /** Drawn while a component is still loading. */
  loading?: ReactNode;
  /** Drawn when nobody fills the slot. */
  empty?: ReactNode;
}

/** Draws everything that plugins have put into a slot and that this person may see. */
export function SlotOutlet<Props extends object>({ slot, props, loading, empty }: SlotOutletProps<Props>) {
  const { session } = usePlatform();
  const contributions = useContributions();
  const visible = componentsFor(contributions, slot).filter(
    ({ pluginId, item }) => item.access === undefined || mayAccess(session.person, pluginId, item.access),
  );
  if (visible.length === 0) return empty;
  return visible.map(({ pluginId, item }, index) => (
    <PluginBoundary key={`${pluginId}/${index}`} pluginId={pluginId}>
      <Suspense fallback={loading}>
        <item.component {...props} />
      </Suspense>
    </PluginBoundary>
  ));
}
