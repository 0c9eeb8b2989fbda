import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { openSocket } from "../http/test-socket.ts";
import { openContract, openRouter, pluginOf } from "../testing/plugin-source.ts";
import { createHome, runPlatform, type Home } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";
import { createInstancePeer } from "./peer.ts";
import { createSelfSigned, type CertificateAndKey } from "./self-signed.ts";

setDefaultTimeout(90_000);

let home: Home;
let folder = "";
let open: AsyncDisposableStack;
beforeEach(async () => {
  home = await createHome();
  folder = await mkdtemp(join(tmpdir(), "checkstack-certificate-"));
  open = new AsyncDisposableStack();
  open.use(home);
  open.defer(() => rm(folder, { recursive: true }));
});
afterEach(() => open.disposeAsync());

async function filesOf({ certificate, privateKey }: CertificateAndKey) {
  const certificateFile = join(folder, "tls.crt");
  const keyFile = join(folder, "tls.key");
  await writeFile(certificateFile, certificate);
  await writeFile(keyFile, privateKey);
  return { certificateFile, keyFile };
}

const contract = openContract("fruit");
const fruit = pluginOf(
  "fruit",
  {
    deps: {},
    init: ({ serve }) =>
      serve(
        contract,
        openRouter(contract, (name) => name),
      ),
    afterPluginsReady: ({ wsRegistry }) =>
      wsRegistry.register("/echo", {
        access: "public",
        message: (socket, data) => void socket.send(JSON.stringify({ echo: String(data) })),
      }),
  },
  (registry) => registry.registerContract(contract),
);

test("an operator's own certificate is shown instead, and still no other is accepted", async () => {
  const own = createSelfSigned("localhost");
  const certificate = await filesOf(own);
  const reservation = Bun.listen({ port: 0, hostname: "127.0.0.1", socket: { data() {} } });
  const { port } = reservation;
  reservation.stop(true);
  const gateway = open.use(await runPlatform({ home, plugins: [] }));
  const instances = { port, url: `https://localhost:${port}`, certificate };
  const host = await runPlatform({ home, plugins: [fruit], instances });
  await until(async () => (await gateway.ask("/api/fruit/apple")).status === 200);
  const socket = await openSocket(`${gateway.url}/api/ws/fruit/echo`);
  socket.send("hello");
  expect(await socket.next()).toEqual({ echo: "hello" });
  socket.close();
  await host[Symbol.asyncDispose]();

  // Another certificate for the same name, from an authority that the caller has no reason to doubt.
  const other = createSelfSigned("localhost");
  using _evil = Bun.serve({
    port,
    tls: { cert: other.certificate, key: other.privateKey },
    fetch: () => new Response(),
  });
  const record = { id: "host", url: instances.url, certificate: own.certificate + other.certificate };
  const peer = createInstancePeer(record, { sign: async () => "token", clock: { monotonic: () => 0 } });
  await expect(peer.fetch(`${record.url}/call/fruit/call`)).rejects.toThrow();
});

test("a certificate that is not there stops the start with one sentence", async () => {
  const certificate = { certificateFile: join(folder, "none.crt"), keyFile: join(folder, "none.key") };
  const start = runPlatform({ home, plugins: [], instances: { port: 0, certificate } });
  await expect(start).rejects.toThrow(`The certificate for other instances cannot be read from ${folder}/none`);
});
