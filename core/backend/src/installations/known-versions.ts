import type { Clock } from "@checkstack/backend-api";
import type { InstallationStore } from "./installation-store.ts";
import type { PackageVersion } from "./plugin-files.ts";
import { pluginIdsOf } from "./stored-package.ts";

/** The versions of enabled packages by their plugins, as in the address of a front end: `weather@1.2.0`. */
export interface KnownVersions {
  find(pluginAtVersion: string): Promise<PackageVersion | undefined>;
  /** Something was installed, removed or changed: looks again at the next question. */
  forget(): void;
}

/** So often, whatever strangers ask for, the database is asked about what is not known. */
const LOOK_AGAIN_MS = 1000;

export function createKnownVersions({ store, clock }: { store: InstallationStore; clock: Clock }): KnownVersions {
  let known: Promise<ReadonlyMap<string, PackageVersion>> | undefined;
  let lookedAt = -Infinity;

  function look(): Promise<ReadonlyMap<string, PackageVersion>> {
    lookedAt = clock.monotonic();
    const looking = readAll();
    looking.catch(() => (known = undefined));
    return (known = looking);
  }

  async function readAll(): Promise<ReadonlyMap<string, PackageVersion>> {
    const enabled = (await store.packages()).filter(({ state }) => state === "enabled");
    const versions = enabled.flatMap((one) => one.versions);
    return new Map(
      versions.flatMap((version) =>
        pluginIdsOf(version.manifest).map((pluginId) => [`${pluginId}@${version.version}`, version] as const),
      ),
    );
  }

  return {
    forget: () => void (known = undefined),
    async find(pluginAtVersion) {
      const found = (await (known ?? look())).get(pluginAtVersion);
      if (found || clock.monotonic() - lookedAt < LOOK_AGAIN_MS) return found;
      return (await look()).get(pluginAtVersion);
    },
  };
}
