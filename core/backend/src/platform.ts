import { core, type Clock, type Instance, type Logger } from "@checkstack/backend-api";
import { createAuthentication } from "./authentication.ts";
import { connectDatabaseServer, type DatabaseServer } from "./database/index.ts";
import { createEndpointTable } from "./elsewhere/index.ts";
import { createHookBus } from "./hooks/index.ts";
import { createWebSocketRoutes, startHttpServer, type Readiness, type WebSocketRoutes } from "./http/index.ts";
import { createInstallationHost, type InstallationHost, type InstallationHostOptions } from "./installations/index.ts";
import { createIsolator, openMovedPlugins } from "./isolation/index.ts";
import { assertNamed, isSelected } from "./kernel/discovery.ts";
import {
  createInstanceStore,
  createPlacement,
  createStandIn,
  hostedPlugins,
  INSTANCE_CHANNEL,
  instanceAddress,
  startMesh,
  type Mesh,
} from "./instances/index.ts";
import { createExtensionRegistry } from "./kernel/extension-registry.ts";
import { Kernel, type KernelOptions } from "./kernel/kernel.ts";
import { catchLateErrors } from "./kernel/late-errors.ts";
import type { PluginSource } from "./kernel/plugin-source.ts";
import { createSecondChances } from "./kernel/second-chances.ts";
import { createPlatformDirectory } from "./platform-directory.ts";
import { createPlatformHost } from "./platform-host.ts";
import { platformReadiness } from "./platform-readiness.ts";
import { createContractRegistry } from "./rpc/index.ts";
import { createSecretBox, deriveKey, loadOrCreateSecret } from "./secrets/index.ts";
import type { Settings } from "./settings.ts";
import { createSignalHub } from "./signals/index.ts";
import { VERSION } from "./version.ts";

export interface PlatformOptions {
  readonly settings: Settings;
  readonly sources: readonly PluginSource[];
  readonly logger: Logger;
  /** The folder of the built pages, once it is there; absent where only the API is served. */
  readonly frontendDir?: Promise<string>;
  /** Gives the address of the database, once HTTP is open. */
  readonly openDatabase: () => Promise<string>;
  /** How long each step of one plugin may take. */
  readonly deadlines?: KernelOptions["deadlines"];
  /** How often the key changes that signs calls to other instances. Default: every hour. */
  readonly rotateKeysEveryMs?: number;
  /** All plugins that come with the platform, those that run elsewhere too. Default: `sources`. */
  readonly builtIn?: readonly PluginSource[];
  /** Called at steps of installations between which a test kills the process. */
  readonly failpoint?: InstallationHostOptions["failpoint"];
}

/** A server that answers HTTP; its plugins are starting. Disposing it stops HTTP, plugins and database, in this order. */
export interface Platform extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readiness(): Readiness;
  readonly sockets: Pick<WebSocketRoutes, "list">;
  /** Resolves when every plugin has started or said why not; rejects when the platform itself cannot start. */
  readonly booted: Promise<Kernel>;
}

const clock: Clock = { now: Date.now, monotonic: () => performance.now() };

/** Opens HTTP at once, then the database, then the plugins. Rejects when the port cannot be had. */
export async function startPlatform({ settings, sources, logger, ...options }: PlatformOptions): Promise<Platform> {
  const { builtIn = sources } = options;
  let server: DatabaseServer | undefined;
  let kernel: Kernel | undefined;
  let installations: InstallationHost | undefined;
  let mesh: Mesh | undefined;
  let hasBooted = false;
  const stopping = new AbortController();

  const onError = (pluginId: string, error: unknown, details?: object): void =>
    kernel?.reportLateError(pluginId, error, details);
  const coming = (pluginId: string): Promise<void> | undefined => kernel?.coming(pluginId);
  const elsewhere = createEndpointTable({ builtIn: builtIn.map(({ pluginId }) => pluginId) });
  const contracts = createContractRegistry({ onHandlerError: onError, coming, elsewhere });
  const signals = createSignalHub({ clock, validatePayloads: settings.dev });
  const sockets = createWebSocketRoutes({ onHandlerError: onError });
  const extensions = createExtensionRegistry({ onError });
  const parts = { contracts, signals, sockets, extensions };
  const allSources = (): readonly PluginSource[] => [...sources, ...(installations?.sources() ?? [])];
  const readiness = (): Readiness =>
    platformReadiness({
      phase: stopping.signal.aborted ? "stopping" : hasBooted ? "running" : "starting",
      isDatabaseReachable: server?.isReachable() ?? false,
      sources: allSources(),
      reports: kernel?.reports() ?? [],
      elsewhere: mesh?.neighbours.plugins() ?? [],
      modified: installations?.modified() ?? [],
    });

  const authenticate = createAuthentication({
    authenticator: () => kernel?.service(core.authenticator),
    coming,
    elsewhere,
    readiness,
    clock,
  });
  const http = await startHttpServer({
    port: settings.port,
    nextFreePort: settings.nextFreePort,
    hostname: settings.host,
    contracts,
    elsewhere,
    signals,
    sockets,
    readiness,
    logger,
    clock,
    authenticate,
    pluginAssets: async (path) => installations?.assets(path),
    trustedProxies: settings.trustedProxies,
    ...(settings.url && { publicUrl: settings.url }),
    ...(options.frontendDir && { frontendDir: options.frontendDir }),
  });
  const instance: Instance = {
    id: Bun.randomUUIDv7(),
    url: settings.url ?? http.url,
    dataDir: settings.dataDir,
    version: VERSION,
  };

  const running = new AsyncDisposableStack();
  running.use(signals);
  running.use(catchLateErrors({ sources: allSources, report: onError, logger }));

  const boot = async (): Promise<Kernel> => {
    const url = await options.openDatabase();
    stopping.signal.throwIfAborted();
    const secret = await loadOrCreateSecret({ dataDir: settings.dataDir, env: process.env });
    const secrets = createSecretBox(deriveKey(secret, "secret-box"));
    /** One for each plugin, so that a process can be given its own and nothing else. */
    const secretKey = (pluginId: string) => deriveKey(secret, `secret-box/${pluginId}`);
    const database = running.use(
      await connectDatabaseServer({ url, secrets, clock, logger, isolation: settings.isolation }),
    );
    server = database;
    stopping.signal.throwIfAborted();
    const hooks = running.use(
      createHookBus({
        server: database,
        instanceId: instance.id,
        clock,
        logger,
        // Of an instance that ended after it wrote an event, another tells it.
        schemas: () => [
          ...new Set([...allSources().map(({ schemaName }) => schemaName), ...(mesh?.directory.schemas() ?? [])]),
        ],
        onHandlerError: onError,
      }),
    );
    const joined = running.use(
      await startMesh({
        instance,
        ...(options.rotateKeysEveryMs !== undefined && { rotateKeysEveryMs: options.rotateKeysEveryMs }),
        settings: settings.instances ?? { port: 0 },
        address: await instanceAddress(url),
        key: deriveKey(secret, "instances"),
        store: createInstanceStore(database.core),
        listen: (onHint) => database.listen(INSTANCE_CHANNEL, onHint),
        plugins: () => (kernel ? hostedPlugins({ ...parts, kernel, children: elsewhere.children }) : []),
        asked: { patterns: [...settings.plugins], standsIn: settings.standIn },
        phase: () => (hasBooted ? "running" : "starting"),
        ...parts,
        children: elsewhere.children,
        authenticate,
        clock,
        logger,
      }),
    );
    mesh = joined;
    elsewhere.connect(joined.neighbours);
    const host = createPlatformHost({
      server: database,
      contracts,
      hooks,
      signals,
      sockets,
      extensions,
      secretsOf: (pluginId) => createSecretBox(secretKey(pluginId)),
      clock,
      logger,
      instance,
      directory: () => createPlatformDirectory(started, joined.neighbours),
      instances: joined.instances,
      installations: () => installed.service,
      isolation: () => isolator.service,
    });
    const isolator = createIsolator({
      kernel: () => started,
      extensions,
      server,
      hasOwnLogins: settings.isolation === "enforced",
      moved: await openMovedPlugins(settings.dataDir),
      isNamed: (packageName) => settings.isolate.length > 0 && isSelected(packageName, settings.isolate),
      elsewhere,
      authenticate,
      secretKey,
      instance,
      clock,
      logger,
    });
    const started: Kernel = running.use(
      new Kernel({ host, logger, clock, ...(options.deadlines && { deadlines: options.deadlines }) }),
    );
    const placement = createPlacement({
      instanceId: instance.id,
      patterns: settings.plugins,
      standsIn: settings.standIn,
      directory: joined.directory,
      runs: (packageName) => started.reports().some((report) => report.packageName === packageName),
    });
    const installed = running.use(
      await createInstallationHost({
        server,
        kernel: started,
        hooks,
        dataDir: settings.dataDir,
        instanceId: instance.id,
        clock,
        logger,
        builtIn,
        hosts: (packageName) => placement.hosts({ packageName }),
        place: isolator.placed,
        failpoint: options.failpoint,
      }),
    );
    installations = installed;
    kernel = started;
    running.use(started.onChange(joined.changed));
    running.use(createSecondChances({ kernel: started, isDatabaseReachable: database.isReachable, logger }));
    const recovered = await installed.recover();
    assertNamed([...builtIn.map(({ packageName }) => packageName), ...recovered.packageNames], settings.plugins);
    const standIn = running.use(
      createStandIn({
        sources: builtIn.filter((source) => !sources.includes(source)).map(isolator.placed),
        placement,
        directory: joined.directory,
        kernel: started,
        logger,
        stopping: stopping.signal,
      }),
    );
    await started.start([...sources.map(isolator.placed), ...standIn.missing(), ...recovered.sources]);
    stopping.signal.throwIfAborted();
    hooks.start();
    standIn.follow();
    installed.follow();
    if (settings.standIn) running.use(joined.directory.onChange(installed.look));
    hasBooted = true;
    joined.changed();
    return started;
  };

  const booted = boot();
  // Whoever stops the platform while it starts may not have asked yet.
  booted.catch(() => {});
  return {
    url: instance.url,
    port: http.port,
    readiness,
    sockets,
    booted,
    async [Symbol.asyncDispose]() {
      stopping.abort(new Error("the platform was stopped while it started"));
      // Those who read our row send nothing more, before we stop to listen.
      await mesh?.drain();
      await Promise.all([http[Symbol.asyncDispose](), mesh?.stopServing()]);
      // What a start opens after its resources were closed would stay open.
      await booted.catch(() => {});
      await running.disposeAsync();
    },
  };
}
