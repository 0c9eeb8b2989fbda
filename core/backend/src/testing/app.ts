import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { join } from "node:path";
import * as z from "zod";

/** `main.ts` in a process of its own. */
export interface App {
  readonly pid: number;
  /** Where it answers, once it is ready. Rejects when it ends before. */
  readonly ready: Promise<string>;
  /** Resolves with the first log line that contains `text`. */
  logged(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** How it ended, with everything it wrote to stderr. */
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
}

export interface AppOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Run as this user, by `setpriv`; root alone can. */
  readonly uid?: number;
}

const MAIN = join(import.meta.dir, "../main.ts");
const logLine = z.object({ msg: z.string() });

/** Starts the server without pages, on a port that the system chooses. */
export function startApp({ env = {}, args = [], uid }: AppOptions): App {
  const asUser = uid === undefined ? [] : [`--reuid=${uid}`, `--regid=${uid}`, "--clear-groups"];
  // A test that fails in the middle leaves no server behind.
  const endsWithUs = Bun.which("setpriv") ? ["setpriv", "--pdeathsig", "KILL", ...asUser] : [];
  const child = Bun.spawn([...endsWithUs, process.execPath, "--no-install", MAIN, ...args], {
    env: { PATH: process.env.PATH, PORT: "0", CHECKSTACK_PAGES: "off", CHECKSTACK_LOG: "json", ...env },
    cwd: "/",
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const messages: string[] = [];
  const waiting = new Set<{ text: string; resolve: (message: string) => void; reject: (error: Error) => void }>();
  const ended = Promise.all([child.exited, child.stderr.text()]).then(([, stderr]) => ({
    code: child.exitCode,
    stderr,
  }));

  const lines = createInterface({ input: Readable.fromWeb(child.stdout) });
  lines.on("line", (line) => {
    const message = logLine.safeParse(parse(line)).data?.msg ?? line;
    messages.push(message);
    for (const one of waiting) if (message.includes(one.text)) one.resolve(message);
  });
  void ended.then(({ code, stderr }) => {
    for (const { text, reject } of waiting) reject(new Error(`ended with ${code} before "${text}": ${stderr}`));
  });

  const messageWith = async (text: string): Promise<string> =>
    messages.find((message) => message.includes(text)) ??
    (await new Promise<string>((resolve, reject) => waiting.add({ text, resolve, reject })));
  const ready = messageWith("ready at ").then((message) => message.match(/http:\S+/)?.[0] ?? "");
  ready.catch(() => {}); // Most apps that must not start are asked only how they ended.
  return {
    pid: child.pid,
    ready,
    async logged(text) {
      await messageWith(text);
    },
    kill: (signal) => child.kill(signal),
    ended,
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
