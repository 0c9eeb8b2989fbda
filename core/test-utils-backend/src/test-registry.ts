import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";

/** An npm registry on loopback: publishing, packuments, files, tokens. */
export interface TestRegistry extends AsyncDisposable {
  readonly url: string;
  /** Publishes a packed file with `npm publish`, as authors do. */
  publish(bytes: Uint8Array, options?: { readonly tag?: string }): Promise<void>;
  /** Every request so far: `GET /@acme%2fweather`, with the credentials that came along. */
  readonly requests: readonly { readonly path: string; readonly authorization: string | null }[];
  /** What is stored, to be changed by tests that need a registry that lies. */
  readonly packuments: Map<string, StoredPackument>;
  readonly tarballs: Map<string, Uint8Array>;
  /** Makes further answers, by path. */
  readonly extra: Map<string, () => Response>;
}

const versionSchema = z.looseObject({ version: z.string(), dist: z.record(z.string(), z.unknown()) });

const packumentSchema = z.looseObject({
  name: z.string(),
  "dist-tags": z.record(z.string(), z.string()),
  versions: z.record(z.string(), versionSchema),
});
export type StoredPackument = z.infer<typeof packumentSchema>;

/** As npm sends it (https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md). */
const publishedSchema = packumentSchema.extend({
  _attachments: z.record(z.string(), z.object({ data: z.string() })),
});

export function startTestRegistry({ token }: { readonly token?: string } = {}): TestRegistry {
  const packuments = new Map<string, StoredPackument>();
  const tarballs = new Map<string, Uint8Array>();
  const extra = new Map<string, () => Response>();
  const requests: { path: string; authorization: string | null }[] = [];

  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      const url = new URL(request.url);
      const authorization = request.headers.get("authorization");
      requests.push({ path: `${request.method} ${url.pathname}`, authorization });
      if (token !== undefined && authorization !== `Bearer ${token}`) return new Response("{}", { status: 401 });
      const name = decodeURIComponent(url.pathname.slice(1));
      if (request.method === "PUT") return take(publishedSchema.parse(await request.json()), url.origin);
      const file = tarballs.get(name);
      if (file) return new Response(new Uint8Array(file), { headers: { "content-type": "application/octet-stream" } });
      const packument = packuments.get(name);
      if (packument) return Response.json(packument);
      return extra.get(name)?.() ?? Response.json({ error: "not_found" }, { status: 404 });
    },
  });

  function take({ name, _attachments, ...sent }: z.infer<typeof publishedSchema>, origin: string): Response {
    const known = packuments.get(name) ?? { name, "dist-tags": {}, versions: {} };
    const [file, attachment] = Object.entries(_attachments)[0] ?? [];
    if (file === undefined || attachment === undefined) return new Response("{}", { status: 400 });
    const path = `${name}/-/${file.split("/").at(-1)}`;
    tarballs.set(path, Buffer.from(attachment.data, "base64"));
    for (const [version, manifest] of Object.entries(sent.versions)) {
      known.versions[version] = { ...manifest, dist: { ...manifest.dist, tarball: `${origin}/${path}` } };
    }
    Object.assign(known["dist-tags"], sent["dist-tags"]);
    packuments.set(name, known);
    return Response.json({ ok: true }, { status: 201 });
  }

  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    requests,
    packuments,
    tarballs,
    extra,
    async publish(bytes, { tag = "latest" } = {}) {
      const dir = await mkdtemp(join(tmpdir(), "checkstack-publish-"));
      try {
        await writeFile(join(dir, "package.tgz"), bytes);
        await writeFile(join(dir, ".npmrc"), `//127.0.0.1:${server.port}/:_authToken=${token ?? "any"}\n`);
        const command = ["npm", "publish", "package.tgz", "--registry", url, "--tag", tag, "--access", "public"];
        const child = Bun.spawn(command, {
          cwd: dir,
          stdout: "ignore",
          stderr: "pipe",
          env: { ...process.env, HOME: dir },
        });
        if ((await child.exited) !== 0) throw new Error(`npm publish failed: ${await child.stderr.text()}`);
      } finally {
        await rm(dir, { recursive: true });
      }
    },
    [Symbol.asyncDispose]: () => server.stop(true),
  };
}
