// What the tests of this folder share: a small plugin, three people, and a real server on a port the system chose.
import {
  createContract,
  createSignal,
  definePluginMetadata,
  problemSchema,
  procedure,
  type AccessRule,
  type Contract,
  type Person,
  type Problem,
} from "@checkstack/common";
import { implementContract, type Clock, type Logger, type Scope } from "@checkstack/backend-api";
import type { AnyRouter } from "@orpc/server";
import * as z from "zod";
import { createContractRegistry, type ContractRegistryOptions } from "../rpc/contract-registry.ts";
import { createSignalHub } from "../signals/signal-hub.ts";
import { startHttpServer, type HttpServerOptions } from "./server.ts";
import { createWebSocketRoutes } from "./websocket-routes.ts";

export const clock: Clock = { now: Date.now, monotonic: () => performance.now() };

const metadata = definePluginMetadata({ pluginId: "demo", displayName: "Demo" });

const readRule: AccessRule = { id: "thing.read", description: "Read things" };
const manageRule: AccessRule = { id: "thing.manage", description: "Change things" };

const thing = z.object({ id: z.string(), size: z.number().int().min(1), at: z.date() });

export const demoContract = createContract(metadata, {
  hello: procedure
    .meta({ access: "public" })
    .route({ method: "GET", path: "/hello", summary: "Greet" })
    .output(z.object({ hello: z.string() })),
  whoami: procedure
    .meta({ access: "authenticated" })
    .route({ method: "GET", path: "/whoami" })
    .output(z.object({ principal: z.unknown(), address: z.string().optional() })),
  things: {
    list: procedure
      .meta({ access: [readRule] })
      .route({ method: "GET", path: "/things", summary: "Things" })
      .input(z.object({ limit: z.number().int().min(1).default(10), since: z.date().optional() }))
      .output(z.object({ limit: z.number(), since: z.date().optional(), items: z.array(z.string()) })),
    get: procedure
      .meta({ access: [readRule] })
      .route({ method: "GET", path: "/things/{id}" })
      .input(z.object({ id: z.string() }))
      .output(thing)
      .errors({
        THING_NOT_FOUND: { status: 404, message: "There is no such thing.", data: z.object({ id: z.string() }) },
      }),
    create: procedure
      .meta({ access: [manageRule] })
      .route({ method: "POST", path: "/things", successStatus: 201 })
      .input(thing.extend({ tags: z.array(z.string()).optional() }))
      .output(thing),
    remove: procedure
      .meta({ access: [manageRule] })
      .route({ method: "DELETE", path: "/things/{id}" })
      .input(z.object({ id: z.string() })),
    upload: procedure
      .meta({ access: "public", maxBodyBytes: 3_000_000 })
      .route({ method: "POST", path: "/uploads" })
      .input(z.file())
      .output(z.object({ bytes: z.number(), name: z.string() })),
  },
  echo: procedure.meta({ access: "public" }).input(z.unknown()).output(z.unknown()),
  wait: procedure
    .meta({ access: "public" })
    .input(z.object({ key: z.string() }))
    .output(z.string()),
  cookies: procedure.meta({ access: "public" }).route({ method: "POST", path: "/cookies" }),
  crash: procedure.meta({ access: "public" }).route({ method: "POST", path: "/crash" }),
  lie: procedure
    .meta({ access: "public" })
    .route({ method: "POST", path: "/lie" })
    .output(z.object({ n: z.number() })),
  internal: procedure.meta({ access: "service" }).output(z.string()),
});

/** What happened to calls of `wait`, by key: lets a test see that a handler was told to stop. */
export type Waiting = Map<
  string,
  { readonly started: () => void; readonly release: Promise<void>; readonly aborted: () => void }
>;

export function demoRouter(waiting: Waiting = new Map()): AnyRouter {
  const os = implementContract(demoContract);
  return os.router({
    hello: os.hello.handler(() => ({ hello: "world" })),
    whoami: os.whoami.handler(({ context }) => ({
      principal: context.principal,
      address: context.http?.clientAddress,
    })),
    things: {
      list: os.things.list.handler(({ input }) => ({ ...input, items: [] })),
      get: os.things.get.handler(({ input, errors }) => {
        if (input.id === "none") throw errors.THING_NOT_FOUND({ data: { id: input.id } });
        return { id: input.id, size: 1, at: new Date(0) };
      }),
      create: os.things.create.handler(({ input }) => ({ id: input.id, size: input.size, at: input.at })),
      remove: os.things.remove.handler(() => {}),
      upload: os.things.upload.handler(({ input }) => ({ bytes: input.size, name: input.name })),
    },
    echo: os.echo.handler(({ input }) => input),
    wait: os.wait.handler(async ({ input, signal }) => {
      const entry = waiting.get(input.key);
      signal?.addEventListener("abort", () => entry?.aborted());
      entry?.started();
      await entry?.release;
      return "done";
    }),
    cookies: os.cookies.handler(({ context }) => {
      context.http?.responseHeaders.append("set-cookie", "a=1; HttpOnly");
      context.http?.responseHeaders.append("set-cookie", "b=2; HttpOnly");
    }),
    crash: os.crash.handler(() => {
      throw new Error("secret detail");
    }),
    // @ts-expect-error a handler that breaks its contract, as plain JavaScript could
    lie: os.lie.handler(() => ({ n: "not a number" })),
    internal: os.internal.handler(() => "for plugins"),
  });
}

export const demoSignals = {
  open: createSignal(metadata, { id: "open", payload: z.object({ n: z.number() }), access: "public" }),
  guarded: createSignal(metadata, { id: "guarded", payload: z.object({ n: z.number() }), access: [readRule] }),
};

const person = (name: string, accessRules: readonly string[]): Person => ({
  type: "user",
  id: name,
  name,
  email: `${name}@example.org`,
  roles: [],
  accessRules,
});

/** Who is signed in. Tests change it, as a sign-out or an administrator would. */
export type People = Map<string, Person>;

export const createPeople = (): People =>
  new Map([
    ["reader", person("reader", ["demo.thing.read"])],
    ["manager", person("manager", ["demo.thing.read", "demo.thing.manage"])],
    ["nobody", person("nobody", [])],
  ]);

export const asBearer = (name: string) => ({ authorization: `Bearer ck_${name}` });
export const asCookie = (name: string) => ({ cookie: `session=${name}` });

const authenticateFrom = (people: People) => async (headers: Headers) => {
  const name =
    headers.get("authorization")?.match(/^Bearer ck_(\w+)$/)?.[1] ?? headers.get("cookie")?.match(/session=(\w+)/)?.[1];
  return people.get(name ?? "") ?? ({ type: "anonymous", accessRules: [] } as const);
};

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: Record<string, unknown> | undefined;
}

function createMemoryLogger(): { readonly logger: Logger; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: string) => (message: string, fields?: Record<string, unknown>) =>
    void lines.push({ level, message, fields });
  return { lines, logger: { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") } };
}

export interface TestPlatformOptions extends Partial<HttpServerOptions> {
  readonly registry?: ContractRegistryOptions;
  readonly serve?: readonly (readonly [Contract, AnyRouter])[];
}

export type TestPlatform = Awaited<ReturnType<typeof startTestPlatform>>;

/** A server with the demo plugin on it. */
export async function startTestPlatform({ registry, serve, ...overrides }: TestPlatformOptions = {}) {
  const errors: { pluginId: string; error: unknown; requestId?: string }[] = [];
  const contracts = createContractRegistry({
    onHandlerError: (pluginId, error, { requestId }) => void errors.push({ pluginId, error, requestId }),
    ...registry,
  });
  for (const [contract, router] of serve ?? [[demoContract, demoRouter()]]) {
    contracts.declare(contract);
    contracts.serve(contract, router);
  }
  const people = createPeople();
  const signals = createSignalHub({ clock, validatePayloads: true });
  const sockets = createWebSocketRoutes({
    onHandlerError: (pluginId, error) => void errors.push({ pluginId, error }),
  });
  const authenticate = authenticateFrom(people);
  const { logger, lines } = createMemoryLogger();
  const server = await startHttpServer({
    port: 0,
    hostname: "127.0.0.1",
    contracts,
    signals,
    sockets,
    authenticate,
    readiness: () => ({ status: "ready", plugins: { demo: { state: "ready" } } }),
    logger,
    clock,
    ...overrides,
  });
  return {
    server,
    url: server.url,
    contracts,
    signals,
    sockets,
    people,
    authenticate,
    errors,
    lines,
    ask: (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init),
    postJson: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${server.url}${path}`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", ...headers },
      }),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      signals[Symbol.dispose]();
    },
  };
}

/** The problem document of an answer, which must be one. */
export async function problemOf(answer: Response | Promise<Response>): Promise<Problem> {
  const response = await answer;
  const type = response.headers.get("content-type");
  if (type !== "application/problem+json") throw new Error(`${response.status} ${type} is no problem document`);
  const problem = problemSchema.parse(await response.json());
  if (problem.status !== response.status) throw new Error(`the problem says ${problem.status}, not ${response.status}`);
  return problem;
}

/** Every procedure of the demo contract, from the contract itself. */
export function servedProcedures(): [name: string, method: string, path: string, access: unknown][] {
  const registry = createContractRegistry();
  registry.declare(demoContract);
  registry.serve(demoContract, demoRouter());
  const served = registry.list()[0]?.procedures ?? [];
  return served.map(({ name, method, httpPath, access }) => [name, method, httpPath, access]);
}

/** A scope that a test ends by hand. */
export function createTestScope(pluginId: string): Scope & { end(): Promise<void> } {
  const stack = new AsyncDisposableStack();
  const controller = new AbortController();
  return {
    pluginId,
    signal: controller.signal,
    defer: (undo) => stack.defer(undo),
    use: (resource) => stack.use(resource),
    async end() {
      controller.abort();
      await stack.disposeAsync();
    },
  };
}
