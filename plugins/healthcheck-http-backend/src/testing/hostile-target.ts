// A target that does everything wrong, in a process of its own: it must not hold up the test that measures it.
// Prints one line of JSON with its port, and ends with its standard input.
import { createServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";

const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n";
const BLOCK = "x".repeat(65_536);

const answers: Record<string, (socket: Socket) => void> = {
  "/infinite-body": (socket) => {
    socket.write(`${HEAD}\r\n`);
    flood(socket, BLOCK);
  },
  "/infinite-chunks": (socket) => {
    socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
    flood(socket, `${BLOCK.length.toString(16)}\r\n${BLOCK}\r\n`);
  },
  "/infinite-headers": (socket) => {
    socket.write(HEAD);
    flood(socket, `x-header: ${"y".repeat(1000)}\r\n`);
  },
  "/infinite-header": (socket) => {
    socket.write(`${HEAD}x-header: `);
    flood(socket, BLOCK);
  },
  "/infinite-1xx": (socket) => flood(socket, "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"),
  "/drip-body": (socket) => {
    socket.write(`${HEAD}content-length: 1000\r\n\r\n`);
    drip(socket);
  },
  "/drip-header": (socket) => {
    socket.write(`${HEAD}x-header: `);
    drip(socket);
  },
  "/silence": () => undefined,
  "/half-body": (socket) => socket.write(`${HEAD}content-length: 1000\r\n\r\nhalf`),
  "/cut-body": (socket) => socket.end(`${HEAD}content-length: 1000\r\n\r\nhalf`),
  "/close": (socket) => socket.end(),
  "/reset": (socket) => socket.resetAndDestroy(),
  "/reset-body": (socket) => {
    socket.write(`${HEAD}content-length: 1000\r\n\r\nhalf`);
    setTimeout(() => socket.resetAndDestroy(), 50);
  },
  "/not-http": (socket) => socket.end("220 mail.example.org ESMTP ready\r\n"),
  "/gzip-bomb": (socket) => {
    const bomb = gzipSync(Buffer.alloc(100_000_000));
    socket.write(`${HEAD}content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`);
    socket.end(bomb);
  },
  "/not-gzip": (socket) => socket.end(`${HEAD}content-encoding: gzip\r\ncontent-length: 4\r\n\r\nabcd`),
  "/upgrade": (socket) => socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
  "/redirect-loop": (socket) =>
    socket.end(`HTTP/1.1 302 Found\r\nlocation: /redirect-loop\r\ncontent-length: 0\r\n\r\n`),
  "/redirect-with-body": (socket) => {
    socket.write(`HTTP/1.1 302 Found\r\nlocation: /redirect-with-body\r\n\r\n`);
    flood(socket, BLOCK);
  },
};

function flood(socket: Socket, block: string): void {
  const pump = (): void => {
    while (!socket.destroyed && socket.write(block));
  };
  socket.on("drain", pump);
  pump();
}

function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write("y"), 1000);
  socket.on("close", () => clearInterval(timer));
}

const server = createServer((socket) => {
  socket.on("error", () => undefined);
  socket.once("data", (head) => answers[String(head).split(" ")[1] ?? ""]?.(socket));
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(JSON.stringify({ port: typeof address === "object" ? address?.port : 0 }));
});
process.stdin.on("end", () => process.exit(0)).resume();
