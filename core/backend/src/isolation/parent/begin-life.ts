import type { PluginContext } from "@checkstack/backend-api";
import { createConfigRows } from "../../config/config-rows.ts";
import { withDeadline } from "../../deadline.ts";
import type { PluginSource } from "../../kernel/plugin-source.ts";
import type { IsolatorOptions } from "../isolator-options.ts";
import type { PluginProcess } from "../launch/plugin-process.ts";
import type { LifeNeeds } from "../protocol/process-contract.ts";
import { callByPath } from "./call-by-path.ts";
import { createChildEndpoint } from "./child-endpoint.ts";
import type { CallPlugin, Life } from "./life.ts";
import { mirrorExtensions } from "./mirrored-extensions.ts";
import { createPersonSeal } from "./person-seal.ts";
import { signalsOf, type Given, type ProxiedLife } from "./proxy-plugin.ts";
import { createProxiedSockets } from "./proxied-sockets.ts";
import { createQuota } from "./quota.ts";

export interface BeginLifeOptions {
  readonly source: PluginSource;
  readonly process: PluginProcess;
  /** Lets the process ask for what `life` may have. */
  readonly attach: (life: Life) => void;
  readonly context: PluginContext;
  readonly given: Given;
  readonly platform: IsolatorOptions;
}

/** Below the kernel's own limit for a stop. */
const STOP_MS = 6000;
/** What takes longer to answer is cut off. */
const QUIET_MS = 2000;
/** Settings that people make; what is more belongs into tables of the plugin's own. */
const CONFIG_LIMITS = { keys: 100, bytes: 100_000 } as const;

/** Runs the plugin's `init` in its process; whatever comes of it ends with the scope of `context`. */
export async function beginLife(options: BeginLifeOptions): Promise<ProxiedLife> {
  const { source, process, attach, context, given, platform } = options;
  const { pluginId } = source;
  const { scope } = context;
  const seal = createPersonSeal(platform);
  // First, so that it is last: what others reach of it is gone by then.
  scope.defer(async () => {
    const tooSlow = () => new Error(`its process did not stop within ${STOP_MS} ms`);
    if (!process.hasEnded())
      await withDeadline(process.ask.stop(), { ms: STOP_MS, onExpired: tooSlow }).catch(() => {});
    await process[Symbol.asyncDispose]();
  });
  const extensions = mirrorExtensions({ process, scope, extensions: platform.extensions });
  const life: Life = {
    pluginId,
    context,
    process,
    seal,
    quota: createQuota(),
    rows: createConfigRows(platform.server.core, pluginId, CONFIG_LIMITS),
    queues: given.queues,
    others: new Map([...given.others].map(([id, client]) => [id, callOf(client)])),
    extensions: extensions.byPoint,
    signals: new Map(signalsOf(process.declared).map((signal) => [signal.id, signal])),
    sockets: createProxiedSockets({ ask: process.ask, seal }),
    serve() {
      const identify = (request: Request) => platform.authenticate(request.headers);
      const endpoint = createChildEndpoint({ pluginId, process, seal, identify });
      const tooLong = () => new Error(`its process did not answer everything within ${QUIET_MS} ms`);
      // Nobody finds it any more then, and those who did are answered before the process stops.
      scope.defer(() => withDeadline(endpoint.quiet(), { ms: QUIET_MS, onExpired: tooLong }).catch(() => {}));
      scope.use(platform.elsewhere.addChild(endpoint));
    },
    contribute(pointId, { metadata, call }) {
      scope.use(platform.extensions.addElsewhere(pointId, { pluginId, metadata, call, distance: "child" }));
    },
    extras: undefined,
  };
  attach(life);
  await process.orEnded(process.ask.init({ ...needsOf(options), extensions: extensions.list() }));
  extensions.listed();
  return {
    async ready(extras) {
      life.extras = extras;
      await process.orEnded(process.ask.ready());
    },
  };
}

function needsOf({ source, platform }: BeginLifeOptions): Omit<LifeNeeds, "extensions"> {
  const { server, hasOwnLogins, secretKey, instance } = platform;
  if (!hasOwnLogins) {
    throw new Error(
      "needs a database login of its own to run in a process of its own, and CHECKSTACK_ISOLATION=off makes none; let it run in process",
    );
  }
  return {
    database: { url: server.addressOf(source), schemaName: source.schemaName },
    secretKey: Buffer.from(secretKey(source.pluginId)).toString("base64"),
    instance: { id: instance.id, url: instance.url, version: instance.version },
  };
}

const callOf =
  (client: object): CallPlugin =>
  (path, input, { onBehalfOf, signal }) =>
    callByPath(client, path, input, { context: { onBehalfOf }, ...(signal && { signal }) });
