import type { Clock, Logger } from "@checkstack/backend-api";
import { createHttpEndpoint } from "../elsewhere/http-endpoint.ts";
import { createPeerCall } from "../elsewhere/peer-call.ts";
import { PLATFORM_CALLER, type PluginEndpoint } from "../elsewhere/plugin-endpoint.ts";
import { createExtensionCall } from "../elsewhere/remote-extension.ts";
import { createSocketRelay } from "../elsewhere/socket-relay.ts";
import { audienceOf, HEADERS } from "../elsewhere/wire.ts";
import type { SocketEndpoint } from "../http/open-sockets.ts";
import type { ExtensionRegistry } from "../kernel/extension-registry.ts";
import type { ServiceCall } from "../rpc/service-token.ts";
import type { HostedPlugin, InstanceRecord } from "./instance-record.ts";
import { createInstancePeer } from "./peer.ts";

/** One other instance that lives: the ways to its plugins, and what they contribute here. */
export interface Neighbour {
  readonly id: string;
  /** Whether a record is still about this process at this address. */
  isSameProcess(record: InstanceRecord): boolean;
  /** Takes over what its row says now. */
  update(record: InstanceRecord): void;
  serves(pluginId: string): boolean;
  /** It is about to answer for the plugin. */
  starts(pluginId: string): boolean;
  /** The plugins that answer there. */
  served(): readonly string[];
  endpoint(pluginId: string): PluginEndpoint;
  /** Our calls that wait for it. */
  running(): number;
  /** How long ago it last answered us, in milliseconds. */
  sinceAnswer(): number;
  /** Sends it signals, as JSON. */
  sendSignals(batch: string): Promise<void>;
  /** Tells it what is listened for here, as JSON. */
  sendInterest(told: string): Promise<void>;
  /** It is about to stop. */
  isLeaving(): boolean;
  /** It has gone, or seems so: what it contributed is taken back, what waits for it ends. */
  lose(options: { readonly forGood: boolean }): void;
}

export function createNeighbour(
  first: InstanceRecord,
  options: {
    readonly sign: (call: ServiceCall) => Promise<string>;
    readonly extensions: Pick<ExtensionRegistry, "addElsewhere">;
    readonly clock: Pick<Clock, "monotonic">;
    readonly logger: Logger;
  },
): Neighbour {
  const { extensions, logger } = options;
  const peer = createInstancePeer(first, options);
  const call = createPeerCall(peer);
  const endpoints = new Map<string, PluginEndpoint>();
  const contributed = new Map<string, Disposable>();
  let record = first;

  const pluginOf = (pluginId: string): HostedPlugin | undefined =>
    record.plugins.find((plugin) => plugin.pluginId === pluginId);
  const isServed = (plugin: HostedPlugin | undefined): boolean => plugin?.state === "ready" && plugin.serves;

  function socketOf(pluginId: string, path: string): SocketEndpoint | undefined {
    const socket = pluginOf(pluginId)?.sockets.find((one) => one.path === path);
    return (
      socket &&
      createSocketRelay({
        pluginId,
        access: socket.access,
        connect: (asked) => peer.openSocket({ pluginId, path, asked }),
        onError: (error) => logger.warn(`a socket of plugin "${pluginId}" broke`, { error: String(error) }),
      })
    );
  }

  function contribute(): void {
    const wanted = new Map(record.plugins.filter(({ state }) => state === "ready").flatMap(contributionsOf));
    for (const [key, contribution] of contributed) {
      if (wanted.has(key)) continue;
      contribution[Symbol.dispose]();
      contributed.delete(key);
    }
    for (const [key, { pluginId, pointId, metadata }] of wanted) {
      if (contributed.has(key)) continue;
      const to = {
        path: `/extension/${pointId}/${encodeURIComponent(metadata.id)}`,
        audience: audienceOf.extension(pointId),
        pluginId,
      };
      contributed.set(
        key,
        extensions.addElsewhere(pointId, {
          pluginId,
          metadata,
          distance: "instance",
          call: createExtensionCall({ peer, call, to, caller: ownerOf(pointId) }),
        }),
      );
    }
  }

  async function tell(path: string, audience: string, body: string): Promise<void> {
    const token = await peer.token({ audience, caller: PLATFORM_CALLER });
    const signal = AbortSignal.any([AbortSignal.timeout(SIGNALS_MS), peer.lost]);
    const headers = { [HEADERS.token]: token, "content-type": "application/json" };
    const answer = await peer.fetch(`${peer.url}${path}`, { method: "POST", headers, body, signal });
    if (!answer.ok) throw new Error(`${peer.place} answered ${answer.status}: ${await answer.text()}`);
  }

  return {
    id: first.id,
    isSameProcess: ({ url, certificate }) => url === first.url && certificate === first.certificate,
    update(next) {
      record = next;
      contribute();
    },
    serves: (pluginId) => !peer.hasLeft() && isServed(pluginOf(pluginId)),
    starts: (pluginId) => record.state === "starting" && pluginOf(pluginId)?.state === "registered",
    served: () => record.plugins.filter(isServed).map(({ pluginId }) => pluginId),
    endpoint: (pluginId) =>
      endpoints.getOrInsertComputed(`${pluginId}@${pluginOf(pluginId)?.version}`, () =>
        createHttpEndpoint({ pluginId, peer, call, socket: (path) => socketOf(pluginId, path) }),
      ),
    running: peer.running,
    sinceAnswer: peer.sinceAnswer,
    sendSignals: (batch) => tell("/signals", audienceOf.signals(), batch),
    sendInterest: (told) => tell("/listening", audienceOf.listening(), told),
    isLeaving: () => record.state === "draining",
    lose(how) {
      for (const contribution of contributed.values()) contribution[Symbol.dispose]();
      contributed.clear();
      peer.lose(how);
    },
  };
}

const SIGNALS_MS = 5000;
const contributionsOf = ({ pluginId, extensions }: HostedPlugin) =>
  extensions.map(({ pointId, metadata }) => {
    const contribution = { pluginId, pointId, metadata };
    return [JSON.stringify(contribution), contribution] as const;
  });

/** `healthcheck.strategies` belongs to plugin `healthcheck`. */
const ownerOf = (pointId: string): string => pointId.slice(0, pointId.indexOf("."));
