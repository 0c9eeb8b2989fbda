import { isExcluded, isPlaced, isSelected } from "../kernel/discovery.ts";
import type { InstanceDirectory } from "./instance-directory.ts";
import type { InstanceRecord } from "./instance-record.ts";

/** A back-end plugin that has to run somewhere. */
export interface PlacedPlugin {
  /** `@checkstack/catalog-backend` */
  readonly packageName: string;
  /** Every process runs it. */
  readonly isEverywhere?: boolean;
}

/** Which back-end plugins run in this process. */
export interface Placement {
  hosts(plugin: PlacedPlugin): boolean;
}

/**
 * A process runs the plugins that its patterns name. One that stands in runs, besides, those that no process names; of
 * several such, the oldest does. It lets go of a plugin when another has it ready, so that there is no gap.
 */
export function createPlacement(options: {
  readonly instanceId: string;
  /** As in `--plugins`; none means all. */
  readonly patterns: readonly string[];
  readonly standsIn: boolean;
  readonly directory: Pick<InstanceDirectory, "others">;
  /** Whether it runs here now. */
  readonly runs: (packageName: string) => boolean;
}): Placement {
  const { instanceId, patterns, standsIn, directory } = options;

  const isTakenBy =
    (packageName: string) =>
    (other: InstanceRecord): boolean => {
      if (isSelected(packageName, other.patterns)) return true;
      // Ids of instances are in the order of their starts.
      return other.standsIn && other.id < instanceId && !isExcluded(packageName, other.patterns);
    };

  function standsInFor(packageName: string): boolean {
    if (!standsIn || isExcluded(packageName, patterns)) return false;
    const takers = directory
      .others()
      .flatMap(({ record, isAlive }) => (isAlive && record.state !== "draining" ? [record] : []))
      .filter(isTakenBy(packageName));
    return options.runs(packageName) ? !takers.some(hasReady(packageName)) : takers.length === 0;
  }

  return { hosts: (plugin) => isPlaced(plugin, patterns) || standsInFor(plugin.packageName) };
}

const hasReady =
  (packageName: string) =>
  ({ plugins }: InstanceRecord): boolean =>
    plugins.some((plugin) => plugin.packageName === packageName && plugin.state === "ready");
