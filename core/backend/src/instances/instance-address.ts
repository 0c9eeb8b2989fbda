import { createSocket } from "node:dgram";
import { BlockList, isIP } from "node:net";

/** Where the listener for other instances is opened, and how they reach it. */
export interface InstanceAddress {
  /** The interface to listen on. */
  readonly listen: string;
  /** The host that others connect to. */
  readonly host: string;
}

/**
 * The address by which this machine speaks to the database is one that the other instances, which speak to it too, can
 * most likely reach. Where the database is on this machine, so are they: then nobody else can connect.
 */
export async function instanceAddress(databaseUrl: string): Promise<InstanceAddress> {
  const { hostname, port } = new URL(databaseUrl);
  const local = await localAddressTowards(hostname.replace(/^\[|\]$/g, ""), Number(port || 5432)).catch(() => LOOPBACK);
  if (isLoopback(local)) return { listen: LOOPBACK, host: LOOPBACK };
  return { listen: isIP(local) === 6 ? "::" : "0.0.0.0", host: isIP(local) === 6 ? `[${local}]` : local };
}

const LOOPBACK = "127.0.0.1";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8);
loopback.addAddress("::1", "ipv6");

const isLoopback = (address: string): boolean => loopback.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

/** Asks the system's routes; a datagram socket that is connected sends nothing. */
function localAddressTowards(host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIP(host) === 6 ? "udp6" : "udp4");
    socket.once("error", (error) => {
      socket.close();
      reject(error);
    });
    socket.connect(port, host, () => {
      const { address } = socket.address();
      socket.close();
      resolve(address);
    });
  });
}
