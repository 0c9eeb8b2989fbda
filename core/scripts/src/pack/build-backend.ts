import { basename } from "node:path";
import { HOST_PACKAGES } from "@checkstack/plugin-package-node";
import type { BunPlugin } from "bun";
import * as z from "zod";
import type { BuiltHalf } from "./built-half.ts";
import { bundledPackages, packageNameOf } from "./bundled-packages.ts";
import { foreignImports } from "./foreign-imports.ts";
import type { Half } from "./project.ts";
import { Refusal, refuseIf } from "./refusal.ts";

/** Bundles a back end into one module: what the platform gives stays outside, everything else comes along. */
export async function buildBackend(half: Half): Promise<BuiltHalf> {
  const result = await Bun.build({
    entrypoints: [half.entry],
    target: "bun",
    format: "esm",
    external: HOST_PACKAGES.backend.flatMap((name) => [name, `${name}/*`]),
    define: { "process.env.NODE_ENV": '"production"' },
    // Names stay readable in stack traces; comments would tell the folders of the author's machine.
    minify: { whitespace: true, syntax: true },
    metafile: true,
    plugins: [refuseNatives(half.name)],
    throw: false,
  });
  if (!result.success) throw new Refusal(result.logs.map((log) => sentenceOf(half, log)));
  const [main, ...others] = result.outputs;
  const text = (await main?.text()) ?? "";
  refuseIf([
    ...others.map(
      ({ path }) =>
        `${half.name} imports ${basename(path)} as a file, and a back end is one module; read it into a constant`,
    ),
    ...foreignImports({ text, half }),
  ]);
  const { inputs } = z.object({ inputs: z.record(z.string(), z.unknown()) }).parse(result.metafile);
  return {
    half,
    files: new Map([["index.js", new TextEncoder().encode(text)]]),
    bundled: bundledPackages(Object.keys(inputs)),
  };
}

/** A native addon fits one kind of machine alone, and nothing limits what it does. */
const refuseNatives = (name: string): BunPlugin => ({
  name: "refuse-natives",
  setup(build) {
    build.onResolve({ filter: /\.node$/ }, ({ path, importer }) => {
      const owner = packageNameOf(importer) ?? importer;
      throw new Error(
        `${name} cannot be packed: ${owner} needs the native addon ${basename(path)}, which cannot come along; use a package in plain JavaScript`,
      );
    });
  },
});

function sentenceOf({ name }: Half, { message, position }: BuildMessage | ResolveMessage): string {
  const place = position?.file ? ` (${position.file}:${position.line})` : "";
  return message.includes("cannot be packed") ? message : `${name} cannot be built: ${message}${place}`;
}
