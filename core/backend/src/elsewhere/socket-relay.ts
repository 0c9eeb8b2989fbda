import { mayAccess, type Access } from "@checkstack/common";
import {
  closeSocket,
  SOCKET_CODES,
  type LiveSocket,
  type SocketEndpoint,
  type SocketState,
} from "../http/open-sockets.ts";

export interface SocketRelayOptions {
  readonly pluginId: string;
  readonly access: Access;
  /** Opens the socket at the other side, as the client asked for it. */
  readonly connect: (asked: SocketState["request"]) => Promise<WebSocket>;
  readonly onError: (error: unknown) => void;
}

const TRY_AGAIN_LATER = 1013;
const INTERNAL_ERROR = 1011;
const SERVICE_RESTART = 1012;
const NORMAL = 1000;
/** A side that lets this much wait is dropped, as any slow reader is. */
const MAX_WAITING = 1024 * 1024;

/** Joins each socket of a client to one of its own at the other side. */
export function createSocketRelay({ pluginId, access, connect, onError }: SocketRelayOptions): SocketEndpoint {
  const joined = new Map<LiveSocket, Joint>();
  return {
    pluginId,
    access,
    open: (socket) => void joined.set(socket, join(socket, connect, onError)),
    message: (socket, data) => joined.get(socket)?.toFarSide(data),
    drain: (socket) => joined.get(socket)?.flush(),
    close(socket, code, reason) {
      joined.get(socket)?.close(code, reason);
      joined.delete(socket);
    },
    recheck(socket) {
      if (mayAccess(socket.data.person, pluginId, access)) return;
      closeSocket(socket, SOCKET_CODES.accessLost, "access was taken away");
    },
  };
}

interface Joint {
  toFarSide(data: string | Buffer): void;
  /** The client's buffer has room again. */
  flush(): void;
  close(code: number, reason: string): void;
}

type Message = string | Uint8Array<ArrayBuffer>;

function join(
  socket: LiveSocket,
  connect: SocketRelayOptions["connect"],
  onError: SocketRelayOptions["onError"],
): Joint {
  /** What the client sent before the other side was there; what it was sent and could not take. */
  const early: Message[] = [];
  const blocked: Message[] = [];
  let waiting = 0;
  let far: WebSocket | undefined;
  let closed: { readonly code: number; readonly reason: string } | undefined;

  connect(socket.data.request).then(attach, (error: unknown) => fail(error));

  function attach(opened: WebSocket): void {
    far = opened;
    far.binaryType = "arraybuffer";
    far.addEventListener("open", () => {
      if (closed) return end(opened, closed);
      waiting = 0;
      for (const message of early.splice(0)) opened.send(message);
    });
    far.addEventListener("message", ({ data }) => toClient(typeof data === "string" ? data : new Uint8Array(data)));
    far.addEventListener("error", () =>
      fail(new Error(`the socket of plugin "${socket.data.endpoint.pluginId}" broke`)),
    );
    far.addEventListener("close", ({ code, reason }) => {
      if (!socket.data.closing) closeSocket(socket, isTellable(code) ? code : SERVICE_RESTART, reason);
    });
  }

  function toClient(message: Message): void {
    if (socket.data.closing) return;
    // Zero: the buffer is full and nothing was taken.
    if (blocked.length === 0 && socket.send(message) !== 0) return;
    blocked.push(message);
    wait(message);
  }

  function wait({ length }: Message): void {
    waiting += length;
    if (waiting > MAX_WAITING) closeSocket(socket, TRY_AGAIN_LATER, "too slow");
  }

  function fail(error: unknown): void {
    if (socket.data.closing || closed) return;
    onError(error);
    closeSocket(socket, INTERNAL_ERROR, "the plugin cannot be reached");
  }

  return {
    toFarSide(data) {
      const message: Message = typeof data === "string" ? data : new Uint8Array(data);
      if (far?.readyState === WebSocket.OPEN) {
        if (far.bufferedAmount > MAX_WAITING) closeSocket(socket, TRY_AGAIN_LATER, "too slow");
        else far.send(message);
        return;
      }
      early.push(message);
      wait(message);
    },
    flush() {
      for (let next = blocked[0]; next !== undefined; next = blocked[0]) {
        if (socket.send(next) === 0) return;
        waiting -= next.length;
        blocked.shift();
      }
    },
    close(code, reason) {
      closed = { code: isOfApplications(code) ? code : NORMAL, reason };
      if (far && far.readyState === WebSocket.OPEN) end(far, closed);
    },
  };
}

const end = (far: WebSocket, { code, reason }: { readonly code: number; readonly reason: string }): void =>
  far.close(code, reason);

/** What a client of a socket may say, by the rules of browsers. */
const isOfApplications = (code: number): boolean => code === NORMAL || (code >= 3000 && code < 5000);

/** What a server may say; the others tell of connections that ended without a word (RFC 6455 section 7.4.1). */
const isTellable = (code: number): boolean =>
  isOfApplications(code) || (code >= 1001 && code <= 1014 && ![1004, 1005, 1006].includes(code));
