import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

/** Writes a `.br` and a `.gz` beside every text file that gains by it: the server then compresses nothing on its way. */
export function precompress(): Plugin {
  let outDir = "";
  return {
    name: "checkstack:precompress",
    apply: "build",
    configResolved: (config) => {
      outDir = resolve(config.root, config.build.outDir);
    },
    async closeBundle(error?: Error) {
      if (error) return;
      const files = await readdir(outDir, { recursive: true, withFileTypes: true });
      const texts = files.filter((entry) => entry.isFile() && /\.(js|css|html|svg|json)$/.test(entry.name));
      // The server writes a nonce into the page, so that this one file is compressed there.
      const paths = texts.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.endsWith(".html"));
      await Promise.all(paths.map((path) => compress(path, relative(outDir, path))));
    },
  };
}

async function compress(path: string, name: string): Promise<void> {
  const content = await readFile(path);
  if (content.length < SMALL) return;
  const [brotli, zipped] = await Promise.all([
    toBrotli(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    }),
    toGzip(content, { level: 9 }),
  ]).catch((cause: unknown) => {
    throw new Error(`${name} could not be compressed; is the disk full?`, { cause });
  });
  await Promise.all([writeFile(`${path}.br`, brotli), writeFile(`${path}.gz`, zipped)]);
}

/** One packet carries this much anyway. */
const SMALL = 1_000;

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);
