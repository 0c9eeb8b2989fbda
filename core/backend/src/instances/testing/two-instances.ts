// One instance that answers what a test serves, and a way to it as another instance has it: over TLS, with tokens.
import { generateKeyPair } from "jose";
import { createHttpEndpoint } from "../../elsewhere/http-endpoint.ts";
import { createPeerCall, type PeerCall } from "../../elsewhere/peer-call.ts";
import type { Elsewhere } from "../../elsewhere/endpoint-table.ts";
import { createPeerHandler, type PeerHandlerOptions } from "../../elsewhere/peer-handler.ts";
import { createOpenApi } from "../../http/openapi-document.ts";
import { clock, type TestPlatform } from "../../http/test-platform.ts";
import { createContractRegistry } from "../../rpc/contract-registry.ts";
import type { ExtensionCall } from "../../rpc/extension-call.ts";
import { createTicketOffice, isTicket } from "../../rpc/service-ticket.ts";
import { createServiceTokenSigner, createServiceTokenVerifier } from "../../rpc/service-token.ts";
import { silent } from "../../testing/silent-logger.ts";
import { startInstanceServer } from "../instance-server.ts";
import { createInstancePeer, type InstancePeer } from "../peer.ts";
import { createSelfSigned } from "../self-signed.ts";

export interface OtherInstance extends AsyncDisposable {
  readonly peer: InstancePeer;
  readonly call: PeerCall;
  readonly elsewhere: Elsewhere;
}

const nowhere: Elsewhere = { endpoints: () => [], isKnown: () => false, pluginIds: () => [] };

/** Serves the contracts of `host` to another instance. */
export const serveToInstance = (host: TestPlatform): Promise<OtherInstance> =>
  serve({ contracts: host.contracts, sockets: host.sockets, authenticate: host.authenticate });

/** Answers every contribution that is called with `call`. */
export const serveExtension = (call: ExtensionCall): Promise<OtherInstance> =>
  serve({ extensions: { find: () => ({ pluginId: "test", call }) } });

async function serve(options: Partial<PeerHandlerOptions>): Promise<OtherInstance> {
  const { privateKey, publicKey } = await generateKeyPair("EdDSA");
  const name = "host.instance.checkstack";
  const certificate = createSelfSigned(name);
  const verifier = createServiceTokenVerifier({ instanceId: "host", keyOf: async () => ({ publicKey }), clock });
  const tickets = createTicketOffice({ isTrusted: () => true, clock });
  const contracts = options.contracts ?? createContractRegistry();
  const authenticate = options.authenticate ?? (async () => ({ type: "anonymous", accessRules: [] }));
  const server = startInstanceServer({
    ...certificate,
    port: 0,
    hostname: "127.0.0.1",
    authenticate,
    logger: silent,
    handle: createPeerHandler({
      verify: (token, audience) => (isTicket(token) ? tickets : verifier).verify(token, audience),
      issueTickets: tickets.issue,
      isLeaving: () => false,
      children: nowhere,
      extensions: { find: () => undefined },
      sockets: { find: () => undefined },
      openApi: createOpenApi({ contracts, logger: silent }),
      onSignals() {},
      onListening() {},
      logger: silent,
      ...options,
      contracts,
      authenticate,
    }),
  });
  const signer = createServiceTokenSigner({ instanceId: "caller", key: () => ({ id: "1", privateKey }), clock });
  const url = `https://127.0.0.1:${server.port}`;
  const peer = createInstancePeer(
    { id: "host", url, certificate: certificate.certificate, certificateName: name },
    { sign: signer.sign, clock },
  );
  const call = createPeerCall(peer);
  return {
    peer,
    call,
    elsewhere: {
      endpoints: (pluginId) => [createHttpEndpoint({ pluginId, peer, call, socket: () => undefined })],
      isKnown: () => true,
      pluginIds: () => ["demo"],
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
