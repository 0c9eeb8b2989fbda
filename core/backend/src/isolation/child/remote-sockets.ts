import type { PluginSocket, WebSocketHandler, WebSocketRegistry } from "@checkstack/backend-api";
import type { Access, Person } from "@checkstack/common";
import type { SocketEvent } from "../protocol/process-contract.ts";
import { decodeSocketData, encodeSocketData, type SocketData } from "../protocol/socket-data.ts";
import type { People } from "./people.ts";
import type { PlatformClient } from "./platform-client.ts";
import type { Requests } from "./requests.ts";

/** Sockets of browsers, which the platform holds. */
export interface RemoteSockets {
  readonly registry: WebSocketRegistry;
  /** Runs the plugin's handler for what happened to a socket. */
  receive(event: SocketEvent): Promise<void>;
}

interface OpenSocket {
  readonly view: PluginSocket;
  readonly handler: WebSocketHandler;
  person: Person;
}

const MAX_WAITING_BYTES = 1024 * 1024;
const INTERNAL_ERROR = 1011;

export function createRemoteSockets(options: {
  readonly platform: Pick<PlatformClient, "sockets">;
  readonly requests: Requests;
  readonly people: People;
  readonly lateError: (error: unknown) => void;
}): RemoteSockets {
  const { platform, requests, people, lateError } = options;
  const handlers = new Map<string, WebSocketHandler>();
  const open = new Map<string, OpenSocket>();

  /** Its error closes this socket and no other. */
  async function run({ view }: OpenSocket, work: () => void | Promise<void> | undefined): Promise<void> {
    try {
      await work();
    } catch (error) {
      lateError(error);
      view.close(INTERNAL_ERROR, "internal error");
    }
  }

  function openSocket({
    id,
    path,
    url,
    headers,
    person,
  }: Extract<SocketEvent, { type: "open" }>): OpenSocket | undefined {
    const handler = handlers.get(path);
    if (!handler) return undefined;
    const sending = createSending({
      send: (messages) => platform.sockets.send({ id, messages }),
      onDrain: () => handler.drain?.(socket.view),
    });
    const socket: OpenSocket = {
      handler,
      person: people.meet(person),
      view: {
        id,
        request: { url, headers: new Headers(headers) },
        get principal() {
          return socket.person;
        },
        send: (data) => (open.has(id) ? sending.add(data) : "blocked"),
        close: (code = 1000, reason = "") => void platform.sockets.close({ id, code, reason }).catch(lateError),
      },
    };
    return socket;
  }

  return {
    registry: {
      register(path, handler) {
        if (handlers.has(path)) throw new Error(`registers WebSocket path "${path}" twice`);
        handlers.set(path, handler);
        requests.add(platform.sockets.register({ path, access: plainAccess(handler.access) }));
      },
    },
    async receive(event) {
      if (event.type === "open") {
        const socket = openSocket(event);
        if (!socket) return;
        open.set(event.id, socket);
        return run(socket, () => socket.handler.open?.(socket.view));
      }
      const socket = open.get(event.id);
      if (!socket) return;
      if (event.type === "message") {
        socket.person = people.meet(event.person);
        return run(socket, () => socket.handler.message?.(socket.view, decodeSocketData(event.data)));
      }
      open.delete(event.id);
      await run(socket, () => socket.handler.close?.(socket.view, event.code, event.reason));
    },
  };
}

/** One batch is under way at a time; what comes meanwhile waits, up to a limit. */
function createSending({ send, onDrain }: { send: (messages: SocketData[]) => Promise<unknown>; onDrain: () => void }) {
  let waiting: SocketData[] = [];
  let waitingBytes = 0;
  let isSending = false;
  let wasBlocked = false;

  async function sendAll(): Promise<void> {
    isSending = true;
    try {
      while (waiting.length > 0) {
        const batch = waiting.splice(0, MAX_BATCH);
        await send(batch);
        waitingBytes = waiting.reduce((sum, data) => sum + sizeOf(data), 0);
        if (wasBlocked && waitingBytes < MAX_WAITING_BYTES) {
          wasBlocked = false;
          onDrain();
        }
      }
    } catch {
      // The platform is gone, or the socket is: either is told elsewhere.
      waiting = [];
    } finally {
      isSending = false;
    }
  }

  return {
    add(data: string | Uint8Array): "sent" | "queued" | "blocked" {
      if (waitingBytes + data.length > MAX_WAITING_BYTES) {
        wasBlocked = true;
        return "blocked";
      }
      waiting.push(encodeSocketData(data));
      waitingBytes += data.length;
      if (isSending) return "queued";
      void sendAll();
      return "sent";
    },
  };
}

const MAX_BATCH = 100;

const sizeOf = (data: SocketData): number => ("text" in data ? data.text.length : data.base64.length);

const plainAccess = (access: Access) =>
  typeof access === "string"
    ? access
    : access.map(({ id, description, defaultFor }) => ({
        id,
        description,
        ...(defaultFor && { defaultFor: [...defaultFor] }),
      }));
