import { isBuiltin } from "node:module";
import { FRONTEND_MODULES } from "@checkstack/plugin-package-node";
import { optimize } from "@tailwindcss/node";
import react from "@vitejs/plugin-react";
import { build, type Plugin } from "vite";
import type { BuiltHalf } from "./built-half.ts";
import { bundledPackages } from "./bundled-packages.ts";
import { foreignImports } from "./foreign-imports.ts";
import type { Half } from "./project.ts";
import { Refusal, refuseIf } from "./refusal.ts";

import { utilityStyles } from "./utility-styles.ts";

/**
 * Builds a front end with the shell's own bundler: `index.js` with the chunks that it loads when they are needed, and
 * `style.css` when it has styles.
 */
export async function buildFrontend(half: Half, { root }: { root: string }): Promise<BuiltHalf> {
  const outputs = await bundle(half);
  const files = new Map<string, Uint8Array>();
  const styles: string[] = [];
  const modules = new Map<string, string>();
  for (const output of outputs) {
    if (output.type === "chunk") {
      refuseIf(foreignImports({ text: output.code, half }));
      for (const [id, { code }] of Object.entries(output.modules)) modules.set(id, code ?? "");
      files.set(output.fileName, encode(output.code));
    } else if (output.fileName.endsWith(".css")) styles.push(textOf(output.source));
    else files.set(output.fileName, typeof output.source === "string" ? encode(output.source) : output.source);
  }
  // What other packages bring has its own styles, or none.
  const own = [...modules].filter(([id]) => id.startsWith(`${root}/`) && !id.includes("/node_modules/"));
  const scripts = own.map(([, code]) => code);
  const sheet = [await utilityStyles({ scripts, folder: half.folder }), ...styles].join("\n");
  if (sheet.includes("{")) files.set("style.css", encode(optimize(sheet, { minify: true }).code));
  return { half, files, bundled: bundledPackages([...modules.keys()]) };
}

async function bundle(half: Half) {
  const result = await inProduction(() => runVite(half)).catch((cause: unknown) => {
    throw new Refusal([`${half.name} cannot be built: ${withoutStack(cause)}`], { cause });
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !("output" in output)) throw new Error(`${half.name} was built into nothing`);
  return output.output;
}

const runVite = (half: Half) =>
  build({
    configFile: false,
    root: half.folder,
    publicDir: false,
    mode: "production",
    logLevel: "silent",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [react(), refuseUnshared()],
    build: {
      write: false,
      target: "es2023",
      // By the bundler and not by Vite, which leaves libraries their comments: those tell the folders of the author's machine.
      minify: false,
      lib: { entry: half.entry, formats: ["es"], fileName: () => "index.js", cssFileName: "style" },
      rolldownOptions: {
        external: [...FRONTEND_MODULES],
        output: { chunkFileNames: "[name]-[hash].js", minify: true },
      },
    },
  });

/** Vite and its plugin of React look here, and not at the mode, for which JSX to write. */
async function inProduction<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    return await work();
  } finally {
    process.env["NODE_ENV"] = before;
  }
}

/** Two copies of React, or of what hangs on it, do not work in one page; and Vite would make something empty of `node:fs`. */
const refuseUnshared = (): Plugin => ({
  name: "checkstack:refuse-unshared",
  enforce: "pre",
  resolveId(id, importer) {
    if (isBuiltin(id) && !importer?.includes("/node_modules/")) {
      throw new Error(`it imports "${id}", which browsers do not have; move that into the back end`);
    }
    if (FRONTEND_MODULES.some((given) => given === id)) return;
    const owner = FRONTEND_MODULES.find((given) => id.startsWith(`${given}/`));
    if (owner !== undefined) throw new Error(`it imports "${id}", of which the shell shares "${owner}" alone`);
  },
});

/** The bundler puts the stack of each error into its message. */
const withoutStack = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replaceAll(/\n\s+at .*/g, "");

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (source: string | Uint8Array): string =>
  typeof source === "string" ? source : new TextDecoder().decode(source);
