import type { Access, Person } from "@checkstack/common";
import type { Logger } from "@checkstack/backend-api";
import type { ServerWebSocket, WebSocketHandler } from "bun";

/** What the platform knows of one open socket. */
export interface SocketState {
  readonly id: string;
  readonly endpoint: SocketEndpoint;
  readonly request: { readonly url: string; readonly headers: Headers };
  /** Renewed every second; the identity never changes, the access rules may. */
  person: Person;
  closing: boolean;
}

export type LiveSocket = ServerWebSocket<SocketState>;

/** Something that sockets can be opened to. */
export interface SocketEndpoint {
  readonly pluginId: string;
  /** Checked before the upgrade and again every second. */
  readonly access: Access;
  open(socket: LiveSocket): void;
  message(socket: LiveSocket, data: string | Buffer): void;
  drain(socket: LiveSocket): void;
  close(socket: LiveSocket, code: number, reason: string): void;
  /** The person's access rules may have changed. Closes the socket, or drops what is no longer allowed. */
  recheck(socket: LiveSocket): void;
}

export interface OpenSockets extends Disposable {
  /** What a server calls; servers may share it. */
  readonly handler: WebSocketHandler<SocketState>;
  closeAll(code: number, reason: string): void;
}

/** Closing codes of our own, in the range RFC 6455 leaves to applications. */
export const SOCKET_CODES = { sessionEnded: 4401, accessLost: 4403 } as const;

export function createOpenSockets(options: {
  readonly authenticate: (headers: Headers) => Promise<Person>;
  readonly logger: Logger;
}): OpenSockets {
  const { authenticate, logger } = options;
  const sockets = new Set<LiveSocket>();
  const stopSweeping = every(SWEEP_MS, sweep);

  /** Asks again who is behind each socket, and acts on the answer. */
  async function sweep(): Promise<void> {
    const groups = Map.groupBy(sockets, credentialOf);
    await Promise.all([...groups.values()].map(recheckGroup));
  }

  /** Sockets of one browser share their cookie: one question answers for all. */
  async function recheckGroup(group: readonly LiveSocket[]): Promise<void> {
    const [first] = group;
    if (!first) return;
    let person: Person;
    try {
      person = await authenticate(first.data.request.headers);
    } catch (error) {
      // Nobody can say that the session ended; the next second asks again.
      logger.warn("open sockets could not be checked", { error: String(error) });
      return;
    }
    for (const socket of group) apply(socket, person);
  }

  function apply(socket: LiveSocket, person: Person): void {
    const { data } = socket;
    // A reader that does not take its closing frame within a second is cut off, or its buffer would stay.
    if (data.closing) socket.terminate();
    else if (!isSame(data.person, person)) closeSocket(socket, SOCKET_CODES.sessionEnded, "the session ended");
    else {
      data.person = person;
      data.endpoint.recheck(socket);
    }
  }

  return {
    handler: {
      maxPayloadLength: MB,
      backpressureLimit: MB,
      idleTimeout: 120,
      open(socket: LiveSocket) {
        sockets.add(socket);
        socket.data.endpoint.open(socket);
      },
      message: (socket: LiveSocket, data) => socket.data.endpoint.message(socket, data),
      drain: (socket: LiveSocket) => socket.data.endpoint.drain(socket),
      close(socket: LiveSocket, code, reason) {
        sockets.delete(socket);
        socket.data.endpoint.close(socket, code, reason);
      },
    },
    closeAll(code, reason) {
      for (const socket of sockets) closeSocket(socket, code, reason);
    },
    [Symbol.dispose]: stopSweeping,
  };
}

const MB = 1024 * 1024;
const SWEEP_MS = 1000;

/** Runs `work` again and again, never twice at a time, until called off. */
function every(ms: number, work: () => Promise<void>): () => void {
  let timer: Timer | undefined;
  let stopped = false;
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => void work().finally(next), ms);
    timer.unref();
  };
  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

export function closeSocket(socket: LiveSocket, code: number, reason: string): void {
  socket.data.closing = true;
  socket.close(code, reason);
}

const credentialOf = ({ data: { request } }: LiveSocket): string =>
  `${request.headers.get("authorization") ?? ""}\n${request.headers.get("cookie") ?? ""}`;

function isSame(before: Person, now: Person): boolean {
  if (before.type === "anonymous" || now.type === "anonymous") return before.type === now.type;
  return before.type === now.type && before.id === now.id;
}
