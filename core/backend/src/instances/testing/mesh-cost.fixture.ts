/** Measures what a call costs within a process and between two, and prints it as JSON; see `bench/mesh.ts`. */
import { generateKeyPair } from "jose";
import { createTicketOffice, createTicketWriter } from "../../rpc/service-ticket.ts";
import { createServiceTokenSigner, createServiceTokenVerifier } from "../../rpc/service-token.ts";
import { answeringSource, createPluginFolders } from "../../testing/plugin-folders.ts";
import { createHome } from "../../testing/run-platform.ts";
import { startServerProcess, type ServerProcess } from "../../testing/server-process.ts";
import { until } from "../../testing/until.ts";
import { createSelfSigned } from "../self-signed.ts";

const CALLS = 2000;
const SECONDS = 5;
const AT_ONCE = 16;

/** Calls another plugin again and again: `GET /api/cook/<calls>-<at once>` answers microseconds for each. */
const COOK = {
  head: `
    const fruit = createContract({ pluginId: "fruit", displayName: "Fruit" }, {
      call: procedure.meta({ access: "public" }).route({ method: "GET", path: "/{name}" })
        .input(z.object({ name: z.string() })).output(z.unknown()),
    });`,
  deps: "fruit: rpc(fruit)",
  body: `
    const [calls, atOnce] = name.split("-").map(Number);
    const begun = performance.now();
    await Promise.all(Array.from({ length: atOnce }, async () => {
      for (let call = 0; call < calls / atOnce; call++) await given.fruit.call({ name: "apple" });
    }));
    return ((performance.now() - begun) * 1000) / calls;`,
};

type Start = (...patterns: string[]) => Promise<ServerProcess>;

console.log(JSON.stringify({ ...(await servers()), ...(await tokens()), ...(await tls()) }));
// The database of the tests would wait for another.
process.exit();

async function servers() {
  await using home = await createHome();
  await using folders = await createPluginFolders();
  await folders.writePlugin("fruit", answeringSource("fruit", { body: "return { name, from: process.pid };" }));
  await folders.writePlugin("cook", answeringSource("cook", COOK), { calls: ["fruit"] });
  const start: Start = (...patterns) => startServerProcess({ home, packages: folders.packages, patterns });
  return { ...(await calls(start)), ...(await gateway(start)) };
}

async function calls(start: Start) {
  const one = await start("*");
  const inProcessUs = await timeOf(one);
  await one[Symbol.asyncDispose]();
  await using _host = await start("fruit-*");
  await using caller = await start("cook-*");
  await answers(caller);
  return { inProcessUs, sameMachineUs: await timeOf(caller), sameMachineAtOnceUs: await timeOf(caller, AT_ONCE) };
}

async function timeOf(server: ServerProcess, atOnce = 1): Promise<number> {
  const ask = async () => Number(await (await fetch(`${server.url}/api/cook/${CALLS}-${atOnce}`)).text());
  await ask();
  return Math.round((await ask()) * 10) / 10;
}

async function gateway(start: Start) {
  await using host = await start("fruit-*");
  await using door = await start("cook-*");
  await answers(door);
  const path = "/api/fruit/apple";
  return {
    directPerSecond: await perSecond(`${host.url}${path}`),
    throughGatewayPerSecond: await perSecond(`${door.url}${path}`),
    directMs: await latency(`${host.url}${path}`),
    throughGatewayMs: await latency(`${door.url}${path}`),
  };
}

function answers(server: ServerProcess): Promise<void> {
  return until(async () => (await fetch(`${server.url}/api/fruit/apple`)).status === 200);
}

async function perSecond(url: string): Promise<number> {
  const until_ = performance.now() + SECONDS * 1000;
  let count = 0;
  const worker = async () => {
    for (; performance.now() < until_; count++) await (await fetch(url)).text();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return Math.round(count / SECONDS);
}

async function latency(url: string): Promise<number> {
  const begun = performance.now();
  for (let call = 0; call < CALLS; call++) await (await fetch(url)).text();
  return Math.round(((performance.now() - begun) / CALLS) * 1000) / 1000;
}

async function tokens() {
  const { privateKey, publicKey } = await generateKeyPair("EdDSA");
  const clock = { now: Date.now, monotonic: () => performance.now() };
  const signer = createServiceTokenSigner({ instanceId: "a", key: () => ({ id: "1", privateKey }), clock });
  const verifier = createServiceTokenVerifier({ instanceId: "b", keyOf: async () => ({ publicKey }), clock });
  const sign = () => signer.sign({ caller: "cook", audience: "fruit", instanceId: "b" });
  const signUs = await microseconds(sign);
  const signed = await Promise.all(Array.from({ length: CALLS }, sign));
  const tokenCheckUs = await microseconds(() => verifier.verify(signed.pop() ?? "", "fruit"));
  const office = createTicketOffice({ isTrusted: () => true, clock });
  const write = createTicketWriter(office.issue({ issuer: "a", keyId: "1" }));
  const ticket = async () => write({ caller: "cook", audience: "fruit" });
  const tickets = await Promise.all(Array.from({ length: CALLS }, ticket));
  return {
    tokenSignUs: signUs,
    tokenCheckUs,
    ticketWriteUs: await microseconds(ticket),
    ticketCheckUs: await microseconds(() => office.verify(tickets.pop() ?? "", "fruit")),
  };
}

async function tls() {
  const { certificate, privateKey } = createSelfSigned("bench");
  const fetch_ = () => new Response("{}");
  using plain = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: fetch_ });
  using secure = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    tls: { cert: certificate, key: privateKey },
    fetch: fetch_,
  });
  const over = (port: number | undefined, scheme: string, keepalive: boolean) => async () => {
    const options = { tls: { ca: certificate, serverName: "bench" }, keepalive };
    await (await fetch(`${scheme}://127.0.0.1:${port}/`, options)).text();
  };
  return {
    plainRequestUs: await microseconds(over(plain.port, "http", true)),
    tlsRequestUs: await microseconds(over(secure.port, "https", true)),
    plainConnectUs: await microseconds(over(plain.port, "http", false)),
    tlsConnectUs: await microseconds(over(secure.port, "https", false)),
  };
}

async function microseconds(work: () => Promise<unknown>): Promise<number> {
  for (let call = 0; call < CALLS / 10; call++) await work();
  const calls_ = (CALLS * 9) / 10 - CALLS / 10;
  const begun = performance.now();
  for (let call = 0; call < calls_; call++) await work();
  return Math.round(((performance.now() - begun) / calls_) * 10_000) / 10;
}
