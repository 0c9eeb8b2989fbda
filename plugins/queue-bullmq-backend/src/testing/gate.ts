import { connect, createServer, type Socket } from "node:net";

/** A way to a server that a test may close and open again, as if the server were restarted. */
export interface Gate extends AsyncDisposable {
  readonly port: number;
  /** Ends every connection at once; new ones are refused. */
  close(): Promise<void>;
  open(): Promise<void>;
  /** The next answer of the server that holds `text` does not arrive: its connection ends instead. */
  loseAnswer(text: string): Promise<void>;
}

export async function createGate(target: { host: string; port: number }): Promise<Gate> {
  const sockets = new Set<Socket>();
  let unwanted: { readonly text: string; readonly lost: () => void } | undefined;
  const server = createServer((client) => {
    const far = connect(target);
    for (const [one, other] of [
      [client, far],
      [far, client],
    ] as const) {
      sockets.add(one);
      one.on("error", () => {});
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    client.pipe(far);
    far.on("data", (chunk) => {
      if (unwanted === undefined || !chunk.includes(unwanted.text)) return void client.write(chunk);
      unwanted.lost();
      unwanted = undefined;
      far.destroy();
    });
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });

  await listen(0);
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    port,
    close,
    open: () => listen(port),
    loseAnswer: (text) => new Promise((lost) => (unwanted = { text, lost })),
    [Symbol.asyncDispose]: close,
  };
}
