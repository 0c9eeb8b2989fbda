import type {
  Clock,
  ConfigStore,
  EmitSignal,
  Installations,
  Instances,
  Isolation,
  PluginDirectory,
} from "@checkstack/backend-api";
import { createEgress } from "@checkstack/egress-node";
import { createCatalogImages, type CatalogImages } from "./catalog/catalog-images.ts";
import { createCatalogInstaller } from "./catalog/catalog-installer.ts";
import { createCatalogReader } from "./catalog/catalog-reader.ts";
import { createCatalogs, type Catalogs } from "./catalog/catalogs.ts";
import { OWN_CATALOG, OWN_PUBLISHERS } from "./catalog/own-catalog.ts";
import { createGitHubInstaller } from "./installers/github-installer.ts";
import { createNpmInstaller } from "./installers/npm-installer.ts";
import { createTarballInstaller } from "./installers/tarball-installer.ts";
import type { Installers } from "./life-cycle/fetch-package.ts";
import { createInstallService, type InstallService } from "./life-cycle/install-service.ts";
import { createPreviewed } from "./life-cycle/previewed.ts";
import { createSourceSettings, type SourceSettingsStore } from "./trust/source-settings.ts";
import { createTrustStore, type TrustStore } from "./trust/trust-store.ts";

/** What the procedures of the contract work with. */
export interface Manager {
  readonly plugins: PluginDirectory;
  readonly installations: Installations;
  readonly isolation: Isolation;
  readonly instances: Instances;
  readonly sources: SourceSettingsStore;
  readonly trust: TrustStore;
  readonly install: InstallService;
  readonly images: CatalogImages;
  /** Of the settings as they are now. */
  catalogs(): Promise<Catalogs>;
  /** What a plugin is called, by its id. */
  nameOf(pluginId: string): string;
}

export interface ManagerOptions {
  readonly plugins: PluginDirectory;
  readonly installations: Installations;
  readonly isolation: Isolation;
  readonly instances: Instances;
  readonly config: ConfigStore;
  readonly clock: Clock;
  readonly emitSignal: EmitSignal;
}

export function createManager(options: ManagerOptions): Manager {
  const { plugins, installations, isolation, instances, config, clock, emitSignal } = options;
  const sources = createSourceSettings(config);
  const trust = createTrustStore({ store: config, clock, builtIn: OWN_PUBLISHERS });
  const reader = createCatalogReader({ clock });
  const previewed = createPreviewed(clock);

  async function places() {
    const settings = await sources.read();
    const egress = createEgress({ allowPrivate: settings.allowPrivateAddresses });
    return { settings, egress, catalogs: createCatalogs({ settings, reader, egress, own: OWN_CATALOG }) };
  }

  async function installers(): Promise<Installers> {
    const { settings, egress, catalogs } = await places();
    const { hostVersions } = installations;
    return {
      npm: createNpmInstaller({ registries: settings.registries, egress }),
      tarball: createTarballInstaller(installations),
      github: createGitHubInstaller({ servers: settings.github, egress }),
      catalog: createCatalogInstaller({ settings, egress, catalogs, hostVersions }),
    };
  }

  return {
    plugins,
    installations,
    isolation,
    instances,
    sources,
    trust,
    install: createInstallService({ installations, installers, trust, plugins, isolation, previewed, emitSignal }),
    images: createCatalogImages(),
    catalogs: async () => (await places()).catalogs,
    nameOf: (pluginId) =>
      plugins.reports().find(({ metadata }) => metadata.pluginId === pluginId)?.metadata.displayName ?? pluginId,
  };
}
