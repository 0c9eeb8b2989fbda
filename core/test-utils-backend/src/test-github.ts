/** A server on loopback that speaks the releases API of GitHub, with files in a storage of another origin. */
export interface TestGitHub extends AsyncDisposable {
  /** As of GitHub Enterprise: with `/api/v3`. */
  readonly apiUrl: string;
  /** Every request to the API and to the storage, with the credentials that came along. */
  readonly requests: readonly { readonly url: string; readonly authorization: string | null }[];
  release(options: TestRelease): void;
  /** From now on, no more requests are taken. */
  exhaust(resetAt: Date): void;
}

export interface TestRelease {
  /** `owner/name` */
  readonly repository: string;
  readonly tag: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** What is stored instead, for a storage that lies. */
  readonly stored?: Readonly<Record<string, Uint8Array>>;
}

export function startTestGitHub({ token }: { readonly token?: string } = {}): TestGitHub {
  const releases: TestRelease[] = [];
  const requests: { url: string; authorization: string | null }[] = [];
  const assets: {
    readonly id: number;
    readonly name: string;
    readonly bytes: Uint8Array;
    readonly announced: Uint8Array;
    readonly release: TestRelease;
  }[] = [];
  let exhausted: Date | undefined;
  const note = (request: Request): void =>
    void requests.push({ url: request.url, authorization: request.headers.get("authorization") });

  const storage = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request) {
      note(request);
      const asset = assets[Number(new URL(request.url).pathname.slice(1))];
      return asset ? new Response(new Uint8Array(asset.bytes)) : new Response(null, { status: 404 });
    },
  });

  const api = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request) {
      note(request);
      if (exhausted) {
        const reset = String(Math.floor(exhausted.getTime() / 1000));
        return new Response("{}", {
          status: 403,
          headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset },
        });
      }
      // A private repository is not there for those who may not see it.
      if (token !== undefined && request.headers.get("authorization") !== `Bearer ${token}`) return missing();
      const [, owner, name, rest] =
        /^\/api\/v3\/repos\/([^/]+)\/([^/]+)\/releases\/(.+)$/.exec(new URL(request.url).pathname) ?? [];
      return answer(`${owner}/${name}`, rest ?? "", request);
    },
  });

  function answer(repository: string, path: string, request: Request): Response {
    const own = releases.filter((release) => release.repository === repository);
    if (path.startsWith("assets/")) {
      const asset = assets.find(({ id, release }) => path === `assets/${id}` && release.repository === repository);
      if (!asset || request.headers.get("accept") !== "application/octet-stream") return missing();
      return Response.redirect(`http://127.0.0.1:${storage.port}/${asset.id}?signature=abc`);
    }
    const tag = path.startsWith("tags/") ? decodeURIComponent(path.slice("tags/".length)) : undefined;
    const release = path === "latest" ? own.at(-1) : own.find((one) => one.tag === tag);
    if (!release) return missing();
    return Response.json({
      tag_name: release.tag,
      assets: assets
        .filter((asset) => asset.release === release)
        .map(({ id, name, announced }) => ({
          id,
          name,
          size: announced.length,
          digest: `sha256:${new Bun.CryptoHasher("sha256").update(announced).digest("hex")}`,
        })),
    });
  }

  return {
    apiUrl: `http://127.0.0.1:${api.port}/api/v3`,
    requests,
    release(release) {
      releases.push(release);
      for (const [name, announced] of Object.entries(release.files)) {
        assets.push({ id: assets.length, name, announced, bytes: release.stored?.[name] ?? announced, release });
      }
    },
    exhaust: (resetAt) => void (exhausted = resetAt),
    async [Symbol.asyncDispose]() {
      await Promise.all([api.stop(true), storage.stop(true)]);
    },
  };
}

const missing = (): Response => Response.json({ message: "Not Found" }, { status: 404 });
