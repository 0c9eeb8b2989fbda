import { hostname } from "node:os";
import type { Person } from "@checkstack/common";
import type { Clock, Instances, Logger } from "@checkstack/backend-api";
import { createPeerHandler, type PeerHandlerOptions } from "../elsewhere/peer-handler.ts";
import type { Elsewhere } from "../elsewhere/endpoint-table.ts";
import { audienceOf } from "../elsewhere/wire.ts";
import { createOpenApi } from "../http/openapi-document.ts";
import type { ExtensionRegistry } from "../kernel/extension-registry.ts";
import { createTicketOffice, isTicket } from "../rpc/service-ticket.ts";
import { createServiceTokenSigner, createServiceTokenVerifier } from "../rpc/service-token.ts";
import type { InstanceSettings } from "../settings.ts";
import type { SignalHub } from "../signals/signal-hub.ts";
import { StartupError } from "../startup-error.ts";
import { createCallRules } from "./call-rules.ts";
import { createInstanceDirectory, type InstanceDirectory } from "./instance-directory.ts";
import type { InstanceAddress } from "./instance-address.ts";
import type { HostedPlugin, InstanceRecord } from "./instance-record.ts";
import { startInstanceServer, type InstanceServer } from "./instance-server.ts";
import type { InstanceStore, Load } from "./instance-store.ts";
import { createInstanceReports } from "./instance-reports.ts";
import { createLoopLag } from "./loop-lag.ts";
import { createNeighbours, type Neighbours } from "./neighbours.ts";
import { createServiceKeys } from "./service-keys.ts";
import { createSelfSigned, type CertificateAndKey } from "./self-signed.ts";

/** This instance among the others: tells them what it runs, answers them, and knows where everything else is. */
export interface Mesh extends AsyncDisposable {
  /** What the others run. */
  readonly elsewhere: Elsewhere;
  readonly directory: InstanceDirectory;
  readonly neighbours: Neighbours;
  readonly instances: Instances;
  /** Where the others reach us. */
  readonly url: string;
  /** Tells the others, soon, what runs here now. */
  changed(): void;
  /** From now on nothing new comes from the others. Resolves once they know, or too much time has passed. */
  drain(): Promise<void>;
  /** Ends the answers to others that run. */
  stopServing(): Promise<void>;
}

export interface MeshOptions extends Omit<
  PeerHandlerOptions,
  "verify" | "issueTickets" | "isLeaving" | "onSignals" | "onListening" | "openApi"
> {
  readonly instance: { readonly id: string; readonly version: string };
  /** Of the installation's secret, purpose `instances`. */
  readonly key: Uint8Array;
  readonly store: InstanceStore;
  readonly listen: (onHint: () => void) => Disposable;
  readonly settings: InstanceSettings;
  /** How others most likely reach this machine. */
  readonly address: InstanceAddress;
  readonly authenticate: (headers: Headers) => Promise<Person>;
  readonly extensions: ExtensionRegistry;
  readonly signals: SignalHub;
  /** What runs here. */
  readonly plugins: () => readonly HostedPlugin[];
  /** What was asked to run here. */
  readonly asked: Pick<InstanceRecord, "patterns" | "standsIn">;
  readonly phase: () => "starting" | "running";
  readonly clock: Clock;
  readonly logger: Logger;
  readonly rotateKeysEveryMs?: number;
  readonly beatMs?: number;
}

const EVERY_INTERFACE = "0.0.0.0";
const ROTATE_KEYS_MS = 60 * 60_000;
const LEAVE_MS = 500;
/** Changes come in bursts, as when all plugins start. */
const GATHER_MS = 50;

export async function startMesh(options: MeshOptions): Promise<Mesh> {
  const { instance, settings, address, clock, logger, beatMs = 1000 } = options;
  const certificate = await readCertificate(settings, instance.id);
  const keys = await createServiceKeys({ clock });
  const signer = createServiceTokenSigner({ instanceId: instance.id, key: keys.current, clock });
  const startedAt = new Date(clock.now()).toISOString();
  const lag = createLoopLag(clock);
  let isDraining = false;
  let hasLeft = false;
  let server: InstanceServer | undefined;
  let publishing: Promise<void> | undefined;
  let gathering: Timer | undefined;

  const directory = createInstanceDirectory({
    instanceId: instance.id,
    store: options.store,
    listen: options.listen,
    key: options.key,
    load,
    sinceAnswer: (id) => neighbours.sinceAnswer(id),
    clock,
    logger,
    beatMs,
  });
  const neighbours: Neighbours = createNeighbours({
    directory,
    sign: signer.sign,
    extensions: options.extensions,
    signals: options.signals,
    clock,
    logger,
  });
  const rules = createCallRules({ directory });
  const verifier = createServiceTokenVerifier({ instanceId: instance.id, keyOf: rules.keyOf, clock });
  const tickets = createTicketOffice({ isTrusted: rules.isTrusted, clock });

  server = startInstanceServer({
    ...certificate,
    port: settings.port,
    // Whoever says where it is reached from knows better.
    hostname: settings.url === undefined ? address.listen : EVERY_INTERFACE,
    authenticate: options.authenticate,
    logger,
    handle: createPeerHandler({
      ...options,
      openApi: createOpenApi({ contracts: options.contracts, elsewhere: options.children, logger }),
      async verify(token, audience) {
        // A ticket buys no further tickets, or whoever got hold of one key could go on for ever.
        const isByTicket = isTicket(token) && audience !== audienceOf.tickets();
        const call = await (isByTicket ? tickets : verifier).verify(token, audience);
        rules.check(call, audience);
        return call;
      },
      issueTickets: tickets.issue,
      isLeaving: () => hasLeft,
      onSignals: neighbours.takeSignals,
      onListening: neighbours.takeInterest,
    }),
  });
  const url = settings.url ?? `https://${address.host}:${server.port}`;

  function load(): Load {
    return {
      running: server?.running() ?? 0,
      lagMs: Math.round(lag.take()),
      memoryMb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
    };
  }

  const record = (): InstanceRecord => ({
    id: instance.id,
    name: hostname(),
    url,
    certificate: certificate.certificate,
    ...(certificate.name !== undefined && { certificateName: certificate.name }),
    version: instance.version,
    startedAt,
    state: isDraining ? "draining" : options.phase(),
    keys: [...keys.published()],
    plugins: [...options.plugins()],
    ...options.asked,
  });

  /** One at a time, so that the last one written is the latest. */
  function publish(): Promise<void> {
    const next = (publishing ?? Promise.resolve()).catch(() => {}).then(() => directory.publish(record()));
    publishing = next;
    return next;
  }

  function changed(): void {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      // A database that is away now will have the row with the next heartbeat.
      publish().catch(() => {});
    }, GATHER_MS);
  }

  function rotateLater(): Timer {
    const rotate = () =>
      keys
        .rotate(publish)
        .catch((error: unknown) => logger.warn("the key of this instance stays for now", { error: String(error) }))
        .finally(() => {
          if (!isDraining) rotation = rotateLater();
        });
    return setTimeout(() => void rotate(), options.rotateKeysEveryMs ?? ROTATE_KEYS_MS).unref();
  }

  await publish();
  await directory.start();
  const hearing = options.extensions.onChange(changed);
  let rotation = rotateLater();

  return {
    elsewhere: neighbours,
    directory,
    neighbours,
    instances: createInstanceReports({ directory, own: record, load }),
    url,
    changed,
    async drain() {
      isDraining = true;
      const isSomebodyThere = directory.others().some(({ isAlive }) => isAlive);
      await publish().catch(() => {});
      if (!isSomebodyThere) return;
      // They are told at once, and look by themselves every second.
      await Bun.sleep(beatMs + GATHER_MS);
      // Who has not heard of it hears it now, so that no request is on its way when the server stops.
      hasLeft = true;
      await Bun.sleep(LEAVE_MS);
    },
    async stopServing() {
      await server?.[Symbol.asyncDispose]();
    },
    async [Symbol.asyncDispose]() {
      isDraining = true;
      clearTimeout(rotation);
      lag[Symbol.dispose]();
      clearTimeout(gathering);
      hearing[Symbol.dispose]();
      await server?.[Symbol.asyncDispose]();
      await publishing?.catch(() => {});
      neighbours[Symbol.dispose]();
      await directory[Symbol.asyncDispose]();
    },
  };
}

/** The operator's own, or one that is made for an id that nobody else has. */
async function readCertificate(
  { certificate }: InstanceSettings,
  instanceId: string,
): Promise<CertificateAndKey & { readonly name?: string }> {
  if (!certificate) {
    const name = `${instanceId}.instance.checkstack`;
    return { ...createSelfSigned(name), name };
  }
  const [chain, privateKey] = await Promise.all(
    [certificate.certificateFile, certificate.keyFile].map(async (file) => {
      try {
        return await Bun.file(file).text();
      } catch (cause) {
        throw new StartupError(
          `The certificate for other instances cannot be read from ${file}; name PEM files that exist in ` +
            `CHECKSTACK_INSTANCE_CERTIFICATE and CHECKSTACK_INSTANCE_KEY, or leave both out`,
          { cause },
        );
      }
    }),
  );
  return { certificate: chain ?? "", privateKey: privateKey ?? "" };
}
