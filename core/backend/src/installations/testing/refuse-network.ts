import { isIP, Socket } from "node:net";
import * as z from "zod";

const addressed = z.object({ host: z.string() });

/** Lets this process reach nothing but this machine. */
export function refuseNetwork(): void {
  const { connect } = Socket.prototype;
  Reflect.set(Socket.prototype, "connect", function connectHere(this: Socket, ...options: unknown[]) {
    const host = addressed.safeParse(options[0]).data?.host ?? options[1];
    if (typeof host === "string") assertHere(host);
    return Reflect.apply(connect, this, options);
  });
  const { fetch } = globalThis;
  Reflect.set(globalThis, "fetch", async (target: string | URL | Request, init?: RequestInit) => {
    assertHere(new URL(target instanceof Request ? target.url : target).hostname);
    return fetch(target, init);
  });
}

function assertHere(host: string): void {
  const isHere = host === "localhost" || (isIP(host) === 4 && host.startsWith("127."));
  if (!isHere) throw new Error(`there is no way to ${host}`);
}
