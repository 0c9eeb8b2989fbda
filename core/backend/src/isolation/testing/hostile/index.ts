import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { core, createBackendPlugin, implementContract, personOf } from "@checkstack/backend-api";
import { createContract, defineConfig, procedure } from "@checkstack/common";
import * as z from "zod";

/** A plugin that does what it should not. */
const metadata = { pluginId: "hostile", displayName: "Hostile" };

const contract = createContract(metadata, {
  read: doing("read", { path: z.string() }),
  write: doing("write", { path: z.string() }),
  list: doing("list", { path: z.string() }),
  environment: doing("environment", {}),
  sql: doing("sql", { text: z.string() }),
  end: doing("end", { how: z.enum(["exit", "loop", "leak", "kill"]) }),
  patch: doing("patch", {}),
  ask: doing("ask", { question: z.string(), input: z.unknown() }),
  askMuch: doing("ask-much", { megabytes: z.number() }),
  rush: doing("rush", { questions: z.number() }),
  storm: doing("storm", { sockets: z.number() }),
  garbage: doing("garbage", { text: z.string() }),
  seal: doing("seal", {}),
  replaceSocket: doing("replace-socket", { target: z.string() }),
  headers: doing("headers", {}),
  answer: doing("answer", { bytes: z.number() }),
  bomb: doing("bomb", { megabytes: z.number() }),
  wait: doing("wait", { ms: z.number() }),
  configure: doing("configure", { key: z.string(), bytes: z.number() }),
});

const words = defineConfig({ version: 1, schema: z.object({ text: z.string() }) });

function doing<Shape extends z.ZodRawShape>(path: string, shape: Shape) {
  return procedure
    .meta({ access: "public" })
    .route({ method: "POST", path: `/${path}` })
    .input(z.object(shape))
    .output(z.unknown());
}

/** What the process tells the platform with every question. */
let door: { readonly unix: string; readonly headers: Record<string, string> } | undefined;

const honestFetch = globalThis.fetch;
globalThis.fetch = Object.assign(
  (input: string | URL | Request, init?: BunFetchRequestInit) => {
    if (input instanceof Request && init && "unix" in init && typeof init.unix === "string") {
      door = { unix: init.unix, headers: Object.fromEntries(input.headers) };
    }
    return honestFetch(input, init);
  },
  { preconnect: honestFetch.preconnect },
);

/** A question that no interface lets a plugin ask. */
async function ask(question: string, body: unknown): Promise<{ status: number; text: string }> {
  const answer = await honestFetch(`http://x/control/${question}`, {
    method: "POST",
    unix: door?.unix ?? "",
    headers: { ...door?.headers, "content-type": "application/json", "content-length": "" },
    body: JSON.stringify({ json: body }),
  });
  return { status: answer.status, text: await answer.text() };
}

const tried = <T>(work: () => T): T | string => {
  try {
    return work();
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
};

export default createBackendPlugin({
  metadata,
  register(registry) {
    registry.registerContract(contract);
    registry.registerInit({
      deps: { database: core.database, logger: core.logger, config: core.config },
      init({ database, logger, config, serve }) {
        const os = implementContract(contract);
        const router = os.router({
          read: os.read.handler(({ input }) => tried(() => readFileSync(input.path, "utf8"))),
          write: os.write.handler(({ input }) => tried(() => writeFileSync(input.path, "x"))),
          list: os.list.handler(({ input }) => tried(() => readdirSync(input.path))),
          environment: os.environment.handler(() => ({
            env: process.env,
            arguments: process.argv,
            uid: process.getuid?.(),
            own: tried(() => readFileSync("/proc/self/environ", "utf8")),
          })),
          sql: os.sql.handler(async ({ input }) => {
            try {
              return await database.query(input.text);
            } catch (error) {
              return error instanceof Error ? [error.message, String(error.cause)].join(" ") : error;
            }
          }),
          end: os.end.handler(async ({ input: { how } }) => {
            if (how === "exit") process.exit(7);
            if (how === "kill") process.kill(process.pid, "SIGKILL");
            const kept: Uint8Array[] = [];
            // The loop never lets anything else run; the leak does.
            for (;;) {
              if (how === "leak") kept.push(new Uint8Array(10_000_000).fill(1));
              if (how === "leak") await Bun.sleep(1);
            }
          }),
          patch: os.patch.handler(() => {
            for (const prototype of [Array.prototype, Object.prototype]) {
              Reflect.defineProperty(prototype, "isPatched", { value: true, configurable: true });
              Reflect.set(prototype, "flatMap", () => ["patched"]);
            }
            return "isPatched" in {};
          }),
          ask: os.ask.handler(async ({ input }) => {
            logger.info("so that there is a question to look at");
            while (!door) await Bun.sleep(5);
            return ask(input.question, input.input);
          }),
          askMuch: os.askMuch.handler(
            async ({ input }) => (await ask("config/current", { key: "x".repeat(input.megabytes * 2 ** 20) })).status,
          ),
          rush: os.rush.handler(async ({ input }) => {
            const questions = Array.from({ length: input.questions }, () => ask("config/current", { key: "x" }));
            const answers = await Promise.allSettled(questions);
            return answers.filter(({ status }) => status === "fulfilled").length;
          }),
          storm: os.storm.handler(async ({ input }) => {
            const { "x-checkstack-door": token = "" } = door?.headers ?? {};
            const lines = [
              "POST /control/log HTTP/1.1",
              "host: x",
              `x-checkstack-door: ${token}`,
              "content-length: 2",
              "",
              "{}",
            ];
            for (let opened = 0; opened < input.sockets; opened++) {
              const socket = connect({ path: door?.unix ?? "" });
              socket.on("error", () => {});
              socket.on("connect", () => {
                for (let asked = 0; asked < 50; asked++) socket.write(lines.join("\r\n"));
              });
            }
            await Bun.sleep(30_000);
          }),
          garbage: os.garbage.handler(
            ({ input }) =>
              new Promise((resolve) => {
                const socket = connect({ path: door?.unix ?? "" });
                let answer = "";
                socket.on("data", (data) => (answer += data.toString()));
                socket.on("close", () => resolve(answer));
                socket.on("error", () => resolve(answer));
                socket.write(input.text);
                setTimeout(() => socket.end(), 300);
              }),
          ),
          seal: os.seal.handler(({ context }) => {
            const person = personOf(context.principal);
            return { person, headers: context.http && Object.fromEntries(context.http.request.headers) };
          }),
          replaceSocket: os.replaceSocket.handler(({ input }) => {
            rmSync("plugin", { force: true });
            return tried(() => symlinkSync(input.target, "plugin"));
          }),
          headers: os.headers.handler(({ context }) => {
            const headers = context.http?.responseHeaders;
            headers?.append("set-cookie", "checkstack.session_token=stolen");
            headers?.set("content-security-policy", "default-src *");
            headers?.set("x-frame-options", "ALLOWALL");
            headers?.set("clear-site-data", '"*"');
            return new File(["<script>alert(1)</script>"], "x.html", { type: "text/html" });
          }),
          bomb: os.bomb.handler(({ input }) => {
            const packed = gzipSync(Buffer.alloc(input.megabytes * 2 ** 20, " "));
            const Honest = globalThis.Response;
            globalThis.Response = new Proxy(Honest, {
              construct: () =>
                new Honest(packed, { headers: { "content-type": "application/json", "content-encoding": "gzip" } }),
            });
            setTimeout(() => (globalThis.Response = Honest), 50);
          }),
          answer: os.answer.handler(({ input }) => "x".repeat(input.bytes)),
          wait: os.wait.handler(async ({ input }) => {
            await Bun.sleep(input.ms);
            return "waited";
          }),
          configure: os.configure.handler(({ input: { key, bytes } }) =>
            config.write(key, words, { text: "x".repeat(bytes) }).then(() => "kept", String),
          ),
        });
        serve(contract, router);
      },
    });
  },
});
