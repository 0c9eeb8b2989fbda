/** What a call costs within a process and to another one on this machine, what a gateway costs, and TLS, tokens and tickets by themselves. */
import { join } from "node:path";
import { report } from "./lib/report.ts";

interface Figures extends Record<string, number> {
  readonly inProcessUs: number;
  readonly sameMachineUs: number;
  readonly directPerSecond: number;
  readonly throughGatewayPerSecond: number;
  readonly tokenSignUs: number;
  readonly tokenCheckUs: number;
  readonly ticketWriteUs: number;
  readonly ticketCheckUs: number;
  readonly plainRequestUs: number;
  readonly tlsRequestUs: number;
  readonly tlsConnectUs: number;
}

const measurement = join(import.meta.dir, "../core/backend/src/instances/testing/mesh-cost.fixture.ts");
const child = Bun.spawn([process.execPath, measurement], { stdout: "pipe", stderr: "inherit" });
const figures: Figures = JSON.parse(await child.stdout.text());
report(
  "mesh",
  figures,
  `A call takes ${figures.inProcessUs} µs within a process and ${figures.sameMachineUs} µs to another on this machine; ` +
    `${figures.directPerSecond} requests a second directly, ${figures.throughGatewayPerSecond} through a gateway; ` +
    `a token costs ${figures.tokenSignUs} µs to sign and ${figures.tokenCheckUs} µs to check, ` +
    `a ticket ${figures.ticketWriteUs} µs to write and ${figures.ticketCheckUs} µs to check, ` +
    `TLS ${Math.round(figures.tlsRequestUs - figures.plainRequestUs)} µs on an open connection and ${figures.tlsConnectUs} µs to open one.`,
);
