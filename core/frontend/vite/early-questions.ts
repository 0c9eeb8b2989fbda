import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";

/** One call that a page makes first of all, as a front end's `package.json` names it. */
interface EarlyQuestion {
  readonly plugin: string;
  /** Dotted: `systems.list`. */
  readonly call: string;
  readonly input?: unknown;
}

/** What the shell itself asks, whatever the page. */
const ALWAYS: readonly EarlyQuestion[] = [
  { plugin: "auth", call: "session" },
  { plugin: "pluginmanager", call: "frontend" },
];

/**
 * Writes into the page what it asks of the server before any code has arrived: what the shell always asks, and what the
 * built-in plugins name in `checkstack.asksFirst` of their package.json, by the path of the page:
 * `{ "/": [{ "plugin": "catalog", "call": "systems.list", "input": { "limit": 2000 } }] }`.
 */
export const earlyQuestions = (): Plugin => ({
  name: "checkstack:early-questions",
  transformIndexHtml: {
    order: "pre",
    async handler(html) {
      const pages = Object.entries({ "*": ALWAYS, ...(await questionsOfPlugins()) });
      const requests = Object.fromEntries(pages.map(([path, questions]) => [path, questions.map(requestOf)]));
      return html.replace("__EARLY_QUESTIONS__", () => JSON.stringify(requests).replaceAll("<", String.raw`\u003c`));
    },
  },
});

const requestOf = ({ plugin, call, input }: EarlyQuestion): [path: string, body: string] => [
  `/api/${plugin}/rpc/${call.replaceAll(".", "/")}`,
  JSON.stringify({ json: input }),
];

async function questionsOfPlugins(): Promise<Record<string, EarlyQuestion[]>> {
  const { dependencies } = await manifestOf("..");
  const names = Object.keys(dependencies ?? {}).filter((name) => name.endsWith("-frontend"));
  const all: Record<string, EarlyQuestion[]> = {};
  for (const { checkstack } of await Promise.all(names.map((name) => manifestOf(`../node_modules/${name}`)))) {
    for (const [path, questions] of Object.entries(checkstack?.asksFirst ?? {})) (all[path] ??= []).push(...questions);
  }
  return all;
}

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly checkstack?: { readonly asksFirst?: Record<string, readonly EarlyQuestion[]> };
}

async function manifestOf(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(import.meta.dirname, folder, "package.json"), "utf8"));
}
