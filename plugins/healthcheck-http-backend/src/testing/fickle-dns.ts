import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";
import { Resolver } from "node:dns/promises";
import type { Lookup } from "../resolve.ts";

/** A DNS server on loopback (RFC 1035) that answers every question for an address with the next one of a row. */
export interface FickleDns extends AsyncDisposable {
  /** Asks it. */
  readonly lookup: Lookup;
  /** The questions so far. */
  asked(): number;
}

export async function startFickleDns(addresses: readonly string[]): Promise<FickleDns> {
  const socket = createSocket("udp4");
  let asked = 0;
  socket.on("message", (question: Buffer, from: RemoteInfo) => {
    const address = addresses[asked++ % addresses.length] ?? "";
    socket.send(answerTo(question, address), from.port, from.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const server = `127.0.0.1:${socket.address().port}`;
  const resolver = new Resolver({ timeout: 10_000, tries: 1 });
  resolver.setServers([server]);
  return {
    lookup: (hostname) => resolver.resolve4(hostname),
    asked: () => asked,
    async [Symbol.asyncDispose]() {
      resolver.cancel();
      await new Promise<void>((closed) => socket.close(() => closed()));
    },
  };
}

const HEADER_LENGTH = 12;

/** The question, and behind it one A record that is not to be kept. */
function answerTo(question: Buffer, address: string): Buffer {
  const end = question.indexOf(0, HEADER_LENGTH) + 5;
  const head = Buffer.from(question.subarray(0, end));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(1, 6);
  // No additional records, whatever the question brought.
  head.writeUInt16BE(0, 10);
  const record = Buffer.alloc(16);
  record.writeUInt16BE(0xc000 + HEADER_LENGTH, 0);
  record.writeUInt16BE(1, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt16BE(4, 10);
  record.set(address.split(".").map(Number), 12);
  return Buffer.concat([head, record]);
}
