import * as z from "zod";

/** A WebSocket client for tests: what arrived can be waited for, in order. */
export interface TestSocket {
  /** The next message that is JSON. */
  next(): Promise<Record<string, unknown>>;
  send(message: unknown): void;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  close(): void;
}

const messageSchema = z.record(z.string(), z.unknown());

/** Resolves once the socket is open; rejects when the server refuses it. */
export async function openSocket(url: string, headers: Record<string, string> = {}): Promise<TestSocket> {
  const socket = new WebSocket(url.replace(/^http/, "ws"), { headers });
  const arrived: Record<string, unknown>[] = [];
  const waiting: ((message: Record<string, unknown>) => void)[] = [];
  socket.addEventListener("message", ({ data }) => {
    const message = messageSchema.parse(JSON.parse(String(data)));
    const first = waiting.shift();
    if (first) first(message);
    else arrived.push(message);
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.addEventListener("close", ({ code, reason }) => resolve({ code, reason }));
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error("the server refused the socket")));
  });
  return {
    next() {
      const message = arrived.shift();
      return message ? Promise.resolve(message) : new Promise((resolve) => waiting.push(resolve));
    },
    send: (message) => socket.send(typeof message === "string" ? message : JSON.stringify(message)),
    closed,
    close: () => socket.close(),
  };
}
