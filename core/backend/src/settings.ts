import { resolve } from "node:path";
import * as z from "zod";

const DEFAULT_PORT = 3000;

const flag = z.enum(["on", "off"]);
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

/** Every environment variable that the server reads, with its default. `docs/reference/settings.md` says the same to people. */
export const environmentSchema = z.object({
  PORT: z.coerce.number("must be a number").int().min(0).max(65_535).optional(),
  CHECKSTACK_HOST: z.string().default("0.0.0.0"),
  CHECKSTACK_URL: z
    .url({ protocol: /^https?$/, error: "must be a web address, such as https://status.example.org" })
    .optional(),
  CHECKSTACK_DATA_DIR: z.string().default("./data"),
  CHECKSTACK_PLUGINS: list.default([]),
  /** Whether to run, besides, what no process names. By default a process does with `--dev`. */
  CHECKSTACK_STAND_IN: flag.optional(),
  CHECKSTACK_LOG: z.enum(["json", "pretty"]).optional(),
  /** `off` for processes behind one that serves the pages: the API alone, without a build of the front end. */
  CHECKSTACK_PAGES: flag.default("on"),
  /** Patterns of plugins that get a process of their own. */
  CHECKSTACK_ISOLATE: list.default([]),
  CHECKSTACK_ISOLATION: flag.default("on"),
  CHECKSTACK_TRUSTED_PROXIES: list.default([]),
  CHECKSTACK_INSTANCE_PORT: z.coerce.number("must be a number").int().min(0).max(65_535).default(0),
  CHECKSTACK_INSTANCE_URL: z
    .url({ protocol: /^https$/, error: "must be an https address, such as https://10.0.0.7:3551" })
    .optional(),
  CHECKSTACK_INSTANCE_CERTIFICATE: z.string().optional(),
  CHECKSTACK_INSTANCE_KEY: z.string().optional(),
  CHECKSTACK_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  CHECKSTACK_ADMIN_EMAIL: z.email("must be an e-mail address").optional(),
  CHECKSTACK_ADMIN_PASSWORD: z.string().min(10, "must have at least 10 characters").optional(),
  /** Read by the queue engine; checked here, so that a wrong one is told at the start. */
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: "must look like redis://:password@host:6379/0" }).optional(),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "must look like postgres://user:password@host:5432/database" })
    .optional(),
});

export interface Settings {
  readonly port: number;
  /** Nobody chose the port, so that one of those after it will do when it is taken. */
  readonly nextFreePort: boolean;
  readonly host: string;
  /** Where people reach the platform; `undefined` means this machine at `port`. */
  readonly url?: string;
  readonly dataDir: string;
  /** Patterns of plugins to run here; empty means all. */
  readonly plugins: readonly string[];
  /** Folders of plugins outside of this checkout that run here too, from their sources. */
  readonly devPlugins: readonly string[];
  /** Runs, besides, what no process of the installation names. */
  readonly standIn: boolean;
  /** Patterns of plugins that run in processes of their own; empty means none of those that come with the platform. */
  readonly isolate: readonly string[];
  readonly log: "json" | "pretty";
  readonly isolation: "enforced" | "off";
  /** Serves the front end, beside the API. */
  readonly pages: boolean;
  readonly trustedProxies: readonly string[];
  readonly instances?: InstanceSettings;
  readonly secret?: string;
  readonly databaseUrl?: string;
  readonly dev: boolean;
}

/** How the other instances of the installation reach this one. */
export interface InstanceSettings {
  /** 0 for one that the system chooses. */
  readonly port: number;
  /** Where that port is for the others; found by itself otherwise. */
  readonly url?: string;
  /** Files (PEM) of a certificate of the operator's own, with its chain, and of its key. */
  readonly certificate?: { readonly certificateFile: string; readonly keyFile: string };
}

/** A setting that keeps the server from starting; its message is one sentence. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** Reads the environment and the arguments (`--plugins=a,b`, `--dev`). Throws `SettingsError`. */
export function readSettings(env: NodeJS.ProcessEnv, argv: readonly string[]): Settings {
  const parsed = environmentSchema.safeParse(withoutEmpty(env));
  if (!parsed.success) throw new SettingsError(parsed.error.issues.map((issue) => sentence(issue, env)).join(" "));
  const { data } = parsed;
  if ((data.CHECKSTACK_ADMIN_EMAIL === undefined) !== (data.CHECKSTACK_ADMIN_PASSWORD === undefined)) {
    throw new SettingsError("Set CHECKSTACK_ADMIN_EMAIL and CHECKSTACK_ADMIN_PASSWORD together, or neither.");
  }
  if ((data.CHECKSTACK_INSTANCE_CERTIFICATE === undefined) !== (data.CHECKSTACK_INSTANCE_KEY === undefined)) {
    throw new SettingsError("Set CHECKSTACK_INSTANCE_CERTIFICATE and CHECKSTACK_INSTANCE_KEY together, or neither.");
  }
  const { plugins, devPlugins, dev } = readArguments(argv);
  return {
    port: data.PORT ?? DEFAULT_PORT,
    nextFreePort: data.PORT === undefined,
    host: data.CHECKSTACK_HOST,
    ...(data.CHECKSTACK_URL && { url: data.CHECKSTACK_URL.replace(/\/+$/, "") }),
    dataDir: resolve(data.CHECKSTACK_DATA_DIR),
    plugins: plugins ?? data.CHECKSTACK_PLUGINS,
    devPlugins,
    standIn: data.CHECKSTACK_STAND_IN === undefined ? dev : data.CHECKSTACK_STAND_IN === "on",
    isolate: data.CHECKSTACK_ISOLATE,
    log: data.CHECKSTACK_LOG ?? (dev || process.stdout.isTTY ? "pretty" : "json"),
    isolation: data.CHECKSTACK_ISOLATION === "on" ? "enforced" : "off",
    pages: data.CHECKSTACK_PAGES === "on",
    trustedProxies: data.CHECKSTACK_TRUSTED_PROXIES,
    instances: instanceSettings(data),
    ...(data.CHECKSTACK_SECRET && { secret: data.CHECKSTACK_SECRET }),
    ...(data.DATABASE_URL && { databaseUrl: data.DATABASE_URL }),
    dev,
  };
}

function instanceSettings(data: z.infer<typeof environmentSchema>): InstanceSettings {
  const { CHECKSTACK_INSTANCE_CERTIFICATE: certificateFile, CHECKSTACK_INSTANCE_KEY: keyFile } = data;
  return {
    port: data.CHECKSTACK_INSTANCE_PORT,
    ...(data.CHECKSTACK_INSTANCE_URL && { url: data.CHECKSTACK_INSTANCE_URL.replace(/\/+$/, "") }),
    ...(certificateFile && keyFile && { certificate: { certificateFile, keyFile } }),
  };
}

const KNOWN_ARGUMENTS = "--plugins=<pattern,...>, --dev-plugin=<folder> and --dev";

function readArguments(argv: readonly string[]): { plugins?: string[]; devPlugins: string[]; dev: boolean } {
  let plugins: string[] | undefined;
  const devPlugins: string[] = [];
  let dev = false;
  for (const argument of argv) {
    if (argument === "--dev") dev = true;
    else if (argument.startsWith("--plugins=")) plugins = list.parse(argument.slice("--plugins=".length));
    else if (argument.startsWith("--dev-plugin=")) devPlugins.push(resolve(argument.slice("--dev-plugin=".length)));
    else throw new SettingsError(`Unknown argument "${argument}"; known are ${KNOWN_ARGUMENTS}.`);
  }
  return { dev, devPlugins, ...(plugins && { plugins }) };
}

function sentence(issue: z.core.$ZodIssue, env: NodeJS.ProcessEnv): string {
  const name = String(issue.path[0]);
  const shown = /SECRET|PASSWORD|DATABASE_URL|REDIS_URL/.test(name) ? "its value" : `"${env[name]}"`;
  return `${name}: ${shown} is not right: ${issue.message}.`;
}

/** An empty variable means the same as none. */
const withoutEmpty = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
