/** A web server in a process of its own, to be checked: a target in our own process would freeze with us. */
export interface Target extends AsyncDisposable {
  readonly url: string;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
}

const PROGRAM = `
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("fine") });
  console.log(server.url.href);
  process.stdin.on("end", () => process.exit()).resume();
`;

export async function startTarget(): Promise<Target> {
  const child = Bun.spawn([process.execPath, "-e", PROGRAM], { stdin: "pipe", stderr: "inherit" });
  const { value } = await child.stdout.getReader().read();
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await child.exited;
  };
  return { url: new TextDecoder().decode(value).trim(), kill, [Symbol.asyncDispose]: kill };
}
