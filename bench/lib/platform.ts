import { join } from "node:path";

const MAIN = join(import.meta.dir, "../../core/backend/src/main.ts");
const ADMIN = { email: "bench@example.org", password: "a long bench password" };

export interface RunningPlatform extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** From the start of the process until it was ready, ms. */
  readonly readyMs: number;
  /** Calls the REST API as the administrator; throws what the server answered when it refused. */
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  readonly cookie: string;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

/** Starts the server as people do, in a process of its own, and waits until it is ready and an administrator is signed in. */
export async function startPlatform(options: {
  dataDir: string;
  databaseUrl?: string;
  /** Pattern of the plugins that run there; all by default. */
  plugins?: string;
}): Promise<RunningPlatform> {
  const port = await freePort();
  const begun = performance.now();
  const only = options.plugins === undefined ? [] : [`--plugins=${options.plugins}`];
  const child = Bun.spawn([process.execPath, "--no-install", MAIN, ...only], {
    env: {
      ...process.env,
      PORT: String(port),
      CHECKSTACK_HOST: "127.0.0.1",
      CHECKSTACK_DATA_DIR: options.dataDir,
      CHECKSTACK_LOG: "json",
      CHECKSTACK_ADMIN_EMAIL: ADMIN.email,
      CHECKSTACK_ADMIN_PASSWORD: ADMIN.password,
      DATABASE_URL: options.databaseUrl ?? "",
      BUN_CONFIG_MAX_HTTP_REQUESTS: "2000",
    },
    stdout: Bun.file(join(options.dataDir, `server-${port}.log`)),
    stderr: "inherit",
  });
  const url = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${url}/api/health/ready`)).ok, child);
  const readyMs = performance.now() - begun;
  // Where another process signs people in, it is found a moment later.
  if (only.length > 0) await until(async () => (await signIn(url)) !== "", child);
  const cookie = await signIn(url);
  return {
    url,
    pid: child.pid,
    readyMs,
    cookie,
    async call<T>(method: string, path: string, body?: unknown): Promise<T> {
      const response = await fetch(url + path, {
        method,
        headers: { cookie, origin: url, ...(body !== undefined && { "content-type": "application/json" }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
      return JSON.parse(text || "null");
    },
    async kill() {
      child.kill("SIGKILL");
      await child.exited;
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.exited;
    },
  };
}

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify(ADMIN),
  });
  if (!response.ok) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

async function until(condition: () => Promise<boolean>, child: Bun.Subprocess): Promise<void> {
  for (let tries = 0; tries < 6000; tries++) {
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode} before it was ready`);
    if (await condition().catch(() => false)) return;
    // To answer takes of the time that is measured.
    await Bun.sleep(25);
  }
  throw new Error("the server was not ready after a minute");
}

async function freePort(): Promise<number> {
  const probe = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const { port } = probe;
  await probe.stop(true);
  if (port === undefined) throw new Error("no free port");
  return port;
}
