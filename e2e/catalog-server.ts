import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { signBytes, type SigningKey } from "@checkstack/plugin-package-node";

/** A signed catalog on loopback, with the packed files and the pictures that it names. */
export interface TestCatalog extends AsyncDisposable {
  /** Of its index. */
  readonly url: string;
}

export interface CatalogOptions {
  /** Signs the index. */
  readonly key: SigningKey;
  readonly name: string;
  readonly entries: readonly CatalogOffer[];
}

export interface CatalogOffer {
  readonly package: string;
  readonly displayName: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly publisher: { readonly name: string; readonly publicKey?: string };
  readonly pluginIds: readonly string[];
  /** A picture of it, as PNG. */
  readonly picture?: Buffer;
  readonly versions: readonly { readonly version: string; readonly needs?: string; readonly file: Buffer }[];
}

export async function startCatalog({ key, name, entries }: CatalogOptions): Promise<TestCatalog> {
  const files = new Map<string, Buffer>();
  /** Serves it beside the index; the result is how the index tells of it. */
  const beside = (path: string, file: Buffer) => {
    files.set(`/plugins/${path}`, file);
    return { path, sha256: createHash("sha256").update(file).digest("hex") };
  };
  const index = Buffer.from(
    JSON.stringify({
      format: 1,
      name,
      entries: entries.map(({ picture, versions, ...entry }) => ({
        ...entry,
        screenshots: picture
          ? [{ ...beside(`${entry.displayName}.png`, picture), alt: `${entry.displayName} at work` }]
          : [],
        versions: versions.map(({ version, needs, file }) => {
          const { path, sha256 } = beside(`${entry.displayName}-${version}.tgz`, file);
          const peerDependencies = needs === undefined ? {} : { "@checkstack/backend-api": needs };
          return { version, sha256, peerDependencies, source: { type: "file", path } };
        }),
      })),
    }),
  );
  files.set("/plugins/index.json", index);
  files.set("/plugins/index.json.sig", Buffer.from(JSON.stringify(signBytes(index, key))));

  const server = createServer(({ url = "/" }, response) => {
    const file = files.get(decodeURIComponent(url));
    response.writeHead(file ? 200 : 404);
    response.end(file);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The catalog has no port.");
  return {
    url: `http://127.0.0.1:${address.port}/plugins/index.json`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
