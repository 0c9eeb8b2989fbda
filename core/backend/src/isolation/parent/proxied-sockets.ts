import { setTimeout as wait } from "node:timers/promises";
import { personOf, type PluginSocket, type WebSocketHandler } from "@checkstack/backend-api";
import type { Access } from "@checkstack/common";
import type { ContractRouterClient } from "@orpc/contract";
import type { processContract, SocketEvent } from "../protocol/process-contract.ts";
import { passableHeaders } from "../protocol/request-headers.ts";
import { decodeSocketData, encodeSocketData, type SocketData } from "../protocol/socket-data.ts";
import type { PersonSeal } from "./person-seal.ts";

/** Sockets of browsers that a process answers. */
export interface ProxiedSockets {
  /** What the platform does with the sockets of one path. */
  handler(path: string, access: Access): WebSocketHandler;
  /** Resolves once the connection has taken all of it, or is gone. */
  send(id: string, messages: readonly SocketData[]): Promise<void>;
  close(id: string, code: number, reason: string): void;
}

interface OpenSocket {
  readonly socket: PluginSocket;
  /** Events go to the process one after the other. */
  last: Promise<unknown>;
  waitingBytes: number;
  onDrain: () => void;
}

const MAX_WAITING_BYTES = 1024 * 1024;
const SLOW_READER_MS = 30_000;
const TRY_AGAIN_LATER = 1013;

export function createProxiedSockets({
  ask,
  seal,
}: {
  readonly ask: Pick<ContractRouterClient<typeof processContract>, "socket">;
  readonly seal: PersonSeal;
}): ProxiedSockets {
  const sockets = new Map<string, OpenSocket>();

  function tell(open: OpenSocket, event: SocketEvent, bytes = 0): void {
    open.waitingBytes += bytes;
    if (open.waitingBytes > MAX_WAITING_BYTES) return open.socket.close(TRY_AGAIN_LATER, "the plugin is too slow");
    const told = async (): Promise<void> => {
      try {
        await ask.socket(event);
      } finally {
        open.waitingBytes -= bytes;
      }
    };
    // Its end closes all of its sockets.
    open.last = open.last.then(told).catch(() => {});
  }

  const sealed = ({ principal }: PluginSocket): string =>
    seal.seal(personOf(principal) ?? { type: "anonymous", accessRules: [] });

  return {
    handler: (path, access) => ({
      access,
      open(socket) {
        const open: OpenSocket = { socket, last: Promise.resolve(), waitingBytes: 0, onDrain: () => {} };
        const { id, request } = socket;
        sockets.set(id, open);
        const headers = Object.fromEntries(passableHeaders(request.headers));
        tell(open, { type: "open", id, path, url: request.url, headers, person: sealed(socket) });
      },
      message(socket, data) {
        const open = sockets.get(socket.id);
        if (open)
          tell(
            open,
            { type: "message", id: socket.id, data: encodeSocketData(data), person: sealed(socket) },
            data.length,
          );
      },
      drain: ({ id }) => sockets.get(id)?.onDrain(),
      close({ id }, code, reason) {
        const open = sockets.get(id);
        if (!open) return;
        sockets.delete(id);
        open.onDrain();
        tell(open, { type: "close", id, code, reason });
      },
    }),
    async send(id, messages) {
      for (const message of messages) {
        const data = decodeSocketData(message);
        while (sockets.get(id)?.socket.send(data) === "blocked") await drained(id);
      }
    },
    close: (id, code, reason) => sockets.get(id)?.socket.close(code, reason),
  };

  async function drained(id: string): Promise<void> {
    const open = sockets.get(id);
    if (!open) return;
    const enough = new AbortController();
    const drain = new Promise<void>((resolve) => (open.onDrain = resolve));
    const tooSlow = wait(SLOW_READER_MS, undefined, { signal: enough.signal }).then(
      () => open.socket.close(TRY_AGAIN_LATER, "too slow"),
      () => {},
    );
    await Promise.race([drain, tooSlow]);
    enough.abort();
  }
}
