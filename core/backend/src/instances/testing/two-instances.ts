// One instance that hosts what a test serves, and a way to it as another instance has it: over TLS, with tokens.
import { generateKeyPair } from "jose";
import { createHttpEndpoint, createPeerCall } from "../../elsewhere/http-endpoint.ts";
import type { Elsewhere } from "../../elsewhere/endpoint-table.ts";
import { createPeerHandler } from "../../elsewhere/peer-handler.ts";
import type { PluginEndpoint } from "../../elsewhere/plugin-endpoint.ts";
import type { TestPlatform } from "../../http/test-platform.ts";
import { clock } from "../../http/test-platform.ts";
import { createOpenApi } from "../../http/openapi-document.ts";
import { createServiceTokenSigner, createServiceTokenVerifier } from "../../rpc/service-token.ts";
import { silent } from "../../testing/silent-logger.ts";
import { startInstanceServer } from "../instance-server.ts";
import { createInstancePeer, type InstancePeer } from "../peer.ts";
import { createSelfSigned } from "../self-signed.ts";

export interface OtherInstance extends AsyncDisposable {
  readonly peer: InstancePeer;
  readonly elsewhere: Elsewhere;
  endpoint(pluginId: string): PluginEndpoint;
}

const nowhere: Elsewhere = { endpoints: () => [], isKnown: () => false, pluginIds: () => [] };

/** Serves the contracts of `host` to another instance. */
export async function serveToInstance(host: TestPlatform): Promise<OtherInstance> {
  const { privateKey, publicKey } = await generateKeyPair("EdDSA");
  const name = "host.instance.checkstack";
  const certificate = createSelfSigned(name);
  const verifier = createServiceTokenVerifier({ instanceId: "host", keyOf: async () => ({ publicKey }), clock });
  const server = startInstanceServer({
    ...certificate,
    port: 0,
    hostname: "127.0.0.1",
    authenticate: host.authenticate,
    logger: silent,
    handle: createPeerHandler({
      verify: verifier.verify,
      contracts: host.contracts,
      children: nowhere,
      extensions: { find: () => undefined },
      sockets: host.sockets,
      authenticate: host.authenticate,
      openApi: createOpenApi({ contracts: host.contracts, logger: silent }),
      onSignals() {},
      logger: silent,
    }),
  });
  const signer = createServiceTokenSigner({ instanceId: "caller", key: () => ({ id: "1", privateKey }), clock });
  const url = `https://127.0.0.1:${server.port}`;
  const peer = createInstancePeer(
    { id: "host", url, certificate: certificate.certificate, certificateName: name },
    { sign: signer.sign },
  );
  const call = createPeerCall(peer);
  const endpoint = (pluginId: string): PluginEndpoint =>
    createHttpEndpoint({ pluginId, peer, call, socket: () => undefined });
  return {
    peer,
    endpoint,
    elsewhere: { endpoints: (pluginId) => [endpoint(pluginId)], isKnown: () => true, pluginIds: () => ["demo"] },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
