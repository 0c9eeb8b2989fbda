import { join } from "node:path";
import type { Clock, Installations, Logger, PackageChange } from "@checkstack/backend-api";
import type { DatabaseServer } from "../database/index.ts";
import type { HookBus } from "../hooks/index.ts";
import { errorSentence } from "../kernel/error-text.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { PluginSource } from "../kernel/plugin-source.ts";
import { createArtifactStore } from "./artifact-store.ts";
import { catchUp } from "./follower.ts";
import { hostVersions, linkHostPackages } from "./host-packages.ts";
import { createIntegrity } from "./integrity.ts";
import { createInstallationStore, type ModifiedPlugin } from "./installation-store.ts";
import { createJournal } from "./journal.ts";
import { createKnownVersions } from "./known-versions.ts";
import { createLeftOvers } from "./left-overs.ts";
import { createLookups } from "./lookups.ts";
import { createOperations } from "./operations.ts";
import { createPackageRunner, type RunnablePackage } from "./package-runner.ts";
import { packageSources } from "./package-sources.ts";
import { PLUGIN_CHANNEL } from "./package-write.ts";
import { createPluginAssets, type PluginAssets } from "./plugin-assets.ts";
import { createPluginFiles } from "./plugin-files.ts";
import { isUntried } from "./untried.ts";
import { createVersionFiles } from "./version-files.ts";

/** Installed packages in this instance: what runs of them, what can be done to them, and the files of their front ends. */
export interface InstallationHost extends AsyncDisposable {
  /** For the plugin manager. */
  readonly service: Installations;
  readonly assets: PluginAssets;
  /** Reads what is installed, out of the database alone. */
  recover(): Promise<RecoveredPlugins>;
  /** Begins to take over what other instances change. */
  follow(): void;
  /** Takes over at once what is to run here now. */
  look(): void;
  /** Of what runs here now. */
  sources(): readonly PluginSource[];
  /** Plugins that are not any more what was installed. */
  modified(): readonly ModifiedPlugin[];
}

export interface RecoveredPlugins {
  /** The back-end plugins that are to be started in this instance with the others. */
  readonly sources: readonly PluginSource[];
  /** Of all installed back ends, those that run elsewhere or not at all too. */
  readonly packageNames: readonly string[];
}

export interface InstallationHostOptions {
  readonly server: Pick<DatabaseServer, "core" | "drop" | "listen">;
  readonly kernel: Kernel;
  readonly hooks: Pick<HookBus, "forget">;
  readonly dataDir: string;
  readonly instanceId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The platform's own plugins. */
  readonly builtIn: readonly PluginSource[];
  /** Whether a back-end package is to run in this instance. */
  readonly hosts: (packageName: string) => boolean;
  /** The same plugin where it is to run: in this process or in one of its own. */
  readonly place: (source: PluginSource) => PluginSource;
  /** Called at steps between which a test kills the process. */
  readonly failpoint?: ((name: string) => void) | undefined;
}

const SWEEP_MS = 5000;
const TIDY_MS = 60 * 60_000;

export async function createInstallationHost(options: InstallationHostOptions): Promise<InstallationHost> {
  const { server, kernel, clock, logger, failpoint = () => {} } = options;
  const dir = join(options.dataDir, "plugins");
  const warn = (what: string) => (error: unknown) => logger.warn(`${what}: ${errorSentence(error)}`);
  const store = createInstallationStore({ database: server.core, clock, instanceId: options.instanceId });
  const artifacts = createArtifactStore(server.core);
  const journal = createJournal({ store, clock, onError: warn("a listener for steps of installations failed") });
  const pluginFiles = createPluginFiles({ dir, now: () => clock.now(), failpoint });
  const files = createVersionFiles({ files: pluginFiles, artifacts });
  const versions = await hostVersions();
  const known = createKnownVersions({ store, clock });
  const listeners = new Set<(change: PackageChange) => void>();

  function sourcesOf(one: RunnablePackage): readonly PluginSource[] {
    const ensureFiles = () => integrity.ensureFiles(one);
    const { place } = options;
    const sources = packageSources({ version: one, files: pluginFiles, hostVersions: versions, ensureFiles, place });
    return sources.filter(({ packageName }) => options.hosts(packageName));
  }

  function changed(change: PackageChange): void {
    known.forget();
    for (const listener of listeners) listener(change);
  }

  const integrity = createIntegrity({
    files,
    artifacts,
    journal,
    logger,
    onChange: () => void lookForModified().catch(warn("what was modified cannot be looked for")),
  });
  let modified: ReadonlyMap<string, ModifiedPlugin> = new Map();
  async function lookForModified(): Promise<void> {
    const before = modified;
    modified = new Map((await store.modified()).map((plugin) => [plugin.pluginId, plugin]));
    for (const { pluginId, packageName } of new Map([...before, ...modified]).values()) {
      const isNews = before.get(pluginId)?.reason !== modified.get(pluginId)?.reason;
      if (isNews) changed({ name: packageName, pluginIds: [pluginId] });
    }
  }

  const runner = createPackageRunner({ kernel, sourcesOf, hosts: options.hosts, onChange: changed });
  const lookups = createLookups({
    store,
    artifacts,
    builtIn: options.builtIn,
    running: (pluginId) => kernel.dependents(pluginId),
  });
  let turn: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work);
    turn = result.catch(() => {});
    return result;
  }

  // What is left over of a plugin that is gone already expires.
  const forgetPlugin = (pluginId: string): Promise<void> =>
    options.hooks.forget(pluginId).catch(warn(`hooks of plugin "${pluginId}" are left over`));
  const leftOvers = createLeftOvers({ server, store, files, kernel, clock, logger, forgetPlugin });
  const service = createOperations({
    store,
    server,
    runner,
    journal,
    files,
    integrity,
    artifacts,
    lookups,
    clock,
    inTurn,
    failpoint,
    leftOvers,
    forgetPlugin,
    onChange(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
  });

  let tidiedAt = -Infinity;
  let unfinished = 0;
  /** What is told is a hint; the tables are the truth. */
  const look = (): Promise<void> =>
    inTurn(async () => {
      await catchUp({ database: server.core, store, runner, journal, leftOvers, logger });
      await lookForModified();
      const isTidy = clock.monotonic() - tidiedAt < TIDY_MS;
      if (!isTidy || unfinished > 0) unfinished = await leftOvers.endAbandoned();
      if (isTidy) return;
      tidiedAt = clock.monotonic();
      await artifacts.collectGarbage();
      await store.pruneEvents();
      const packages = await store.packages();
      await pluginFiles.keepOnly(packages.flatMap(({ versions }) => versions));
      void audit(packages.map(({ name }) => name));
    }).catch(warn("installed plugins cannot be looked at"));

  /** One after the other, with others' turns between them: large packages take a while. */
  async function audit(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await inTurn(async () => {
        const one = await store.package(name);
        if (one && !following.disposed) await integrity.audit(one);
      }).catch(warn(`${name} cannot be checked`));
    }
  }

  await linkHostPackages(dir);
  const following = new DisposableStack();
  return {
    service,
    assets: createPluginAssets({
      files: pluginFiles,
      provide: files.provide,
      ensureFiles: integrity.ensureFiles,
      find: known.find,
    }),
    modified: () => [...modified.values()],
    sources: () => runner.sources(),
    async recover() {
      const packages = await store.packages();
      const backends = packages.flatMap(({ manifest }) => manifest.plugins.flatMap(({ backend }) => backend ?? []));
      return {
        // What nobody has tried yet is taken over as if it came now.
        sources: packages.filter((one) => one.state === "enabled" && !isUntried(one)).flatMap(runner.adopt),
        packageNames: backends.map(({ name }) => name),
      };
    },
    follow() {
      following.use(server.listen(PLUGIN_CHANNEL, () => void look()));
      const sweep = setInterval(() => void look(), SWEEP_MS).unref();
      following.defer(() => clearInterval(sweep));
      void look();
    },
    look: () => void look(),
    async [Symbol.asyncDispose]() {
      following.dispose();
      await turn;
    },
  };
}
