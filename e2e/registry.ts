import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";

/** A registry that speaks as much of npm's protocol as fetching a package takes, on loopback. */
export interface TestRegistry extends AsyncDisposable {
  readonly url: string;
}

export interface RegistryOptions {
  /** The name of the only package. */
  name: string;
  /** Packed files by version, the latest last. */
  versions: Readonly<Record<string, Buffer>>;
  /** Without this token every answer is 401. */
  token: string;
}

export async function startRegistry({ name, versions, token }: RegistryOptions): Promise<TestRegistry> {
  const server = createServer(({ url = "/", headers }, response) => {
    if (headers.authorization !== `Bearer ${token}`) return answer(response, 401, { error: "unauthorized" });
    const path = decodeURIComponent(url);
    if (path === `/${name}`) return answer(response, 200, packument());
    const file = Object.entries(versions).find(([version]) => path === tarballPath(version))?.[1];
    if (!file) return answer(response, 404, { error: "not found" });
    response.writeHead(200, { "content-type": "application/octet-stream", "content-length": file.length });
    response.end(file);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The registry has no port.");
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    url: origin,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };

  function packument() {
    return {
      name,
      "dist-tags": { latest: Object.keys(versions).at(-1) },
      versions: Object.fromEntries(
        Object.entries(versions).map(([version, file]) => [
          version,
          {
            name,
            version,
            dist: {
              tarball: `${origin}${tarballPath(version)}`,
              integrity: `sha512-${createHash("sha512").update(file).digest("base64")}`,
              shasum: createHash("sha1").update(file).digest("hex"),
            },
          },
        ]),
      ),
    };
  }
}

const tarballPath = (version: string): string => `/files/${version}.tgz`;

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
