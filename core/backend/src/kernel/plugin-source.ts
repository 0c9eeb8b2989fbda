import type { BackendPlugin } from "@checkstack/backend-api";

/** A back-end plugin as it lies on disk, before any of its code ran. */
export interface PluginSource {
  readonly pluginId: string;
  /** `@checkstack/catalog-backend` */
  readonly packageName: string;
  readonly version: string;
  readonly directory: string;
  /** The file whose default export is the plugin, below `directory`; absent for a plugin that never was a file. */
  readonly entry?: string;
  /** The plugins whose contracts it may call; none when absent. */
  readonly calls?: readonly string[];
  /** The platform is not ready without it. */
  readonly isEssential: boolean;
  /** Every process runs it, whatever others it is asked to run. */
  readonly isEverywhere?: boolean;
  /** `plugin_catalog-backend` */
  readonly schemaName: string;
  /** Absent for a plugin without tables. */
  readonly migrationsFolder?: string;
  /** It may run in a process of its own alone. */
  readonly staysApart?: boolean;
  /** Present where it runs in a process of its own: the same plugin for this process. */
  readonly isolates?: PluginSource;
  /** Makes sure of the files, for a process of its own that will import them; `load` does so itself. */
  prepare?(): Promise<void>;
  /** Imports the plugin afresh. */
  load(): Promise<BackendPlugin>;
  /** Lets go of what `load` started, such as a process; called once the plugin has stopped and will not start again. */
  unload?(plugin: BackendPlugin): Promise<void>;
}
