import type { Egress, EgressResponse } from "@checkstack/egress-node";
import { MAX_PACKED_BYTES } from "@checkstack/plugin-package-node";
import type { SourceSettings } from "@checkstack/pluginmanager-common";
import * as z from "zod";
import { integrityProblem } from "./integrity.ts";
import { jsonBody } from "./json-body.ts";
import type { FetchContext, PluginInstaller, SourceOf } from "./plugin-installer.ts";
import { asking, SourceError } from "./source-error.ts";

export type GitHubServer = Pick<SourceSettings["github"][number], "name" | "apiUrl" | "token">;

const releaseSchema = z.object({
  tag_name: z.string(),
  assets: z.array(
    z.object({
      id: z.number().int(),
      name: z.string(),
      size: z.number().int(),
      /** `sha256:<hex>`, of releases since 2025. */
      digest: z.string().nullish(),
    }),
  ),
});
type Release = z.infer<typeof releaseSchema>;

const ANSWER_MS = 30_000;
/** Together with the answer before it, less than the two minutes after which the server drops a silent connection. */
const DOWNLOAD_MS = 80_000;

/** Fetches files of releases (https://docs.github.com/en/rest/releases), from GitHub or GitHub Enterprise. */
export function createGitHubInstaller({
  servers,
  egress,
}: {
  readonly servers: SourceSettings["github"];
  readonly egress: Egress;
}): PluginInstaller<"github"> {
  return {
    type: "github",
    async fetch(source, context) {
      const server = source.server === undefined ? servers[0] : servers.find(({ id }) => id === source.server);
      if (!server) {
        const wanted = source.server === undefined ? "GitHub server" : `GitHub server "${source.server}"`;
        throw new SourceError(
          "SOURCE_UNKNOWN",
          source.server ?? "github",
          `The settings have no ${wanted}; add it under Sources.`,
        );
      }
      const { tag, asset, bytes } = await fetchFromRelease({ egress, server, source, context });
      return { bytes, source: { ...source, tag, asset } };
    },
  };
}

export interface ReleaseFetch {
  readonly egress: Egress;
  readonly server: GitHubServer;
  readonly source: Pick<SourceOf<"github">, "repository" | "tag" | "asset">;
  readonly context: FetchContext;
}

/** Finds a release and its file, and fetches that. */
export async function fetchFromRelease(options: ReleaseFetch) {
  const { server, source } = options;
  const release = await fetchRelease(options);
  const asset = assetOf(release, source, server.name);
  const bytes = await fetchAsset(options, asset);
  return { tag: release.tag_name, asset: asset.name, bytes };
}

async function fetchRelease(options: ReleaseFetch): Promise<Release> {
  const { server, source } = options;
  const { repository, tag } = source;
  const path = tag === undefined ? "releases/latest" : `releases/tags/${encodeURIComponent(tag)}`;
  const answer = await ask(options, path, {
    accept: "application/vnd.github+json",
    timeoutMs: ANSWER_MS,
    maxBytes: 5_000_000,
  });
  if (answer.status === 404) {
    const what = tag === undefined ? "release" : `release "${tag}"`;
    const hint = server.token ? "" : "; a private repository needs a token under Sources";
    throw new SourceError("NOT_IN_SOURCE", server.name, `${server.name} has no ${what} of ${repository}${hint}.`);
  }
  assertAnswered(answer, server.name);
  return jsonBody(releaseSchema, answer, server.name);
}

function assetOf(
  { tag_name, assets }: Release,
  { repository, asset }: ReleaseFetch["source"],
  server: string,
): Release["assets"][number] {
  const candidates = assets.filter(({ name }) => (asset === undefined ? name.endsWith(".tgz") : name === asset));
  const [found] = candidates;
  if (found && candidates.length === 1) return found;
  const names =
    assets
      .map(({ name }) => name)
      .slice(0, 20)
      .join(", ") || "none";
  const wanted =
    asset === undefined ? (found ? "more than one .tgz file; say which" : "no .tgz file") : `no file "${asset}"`;
  throw new SourceError(
    "NOT_IN_SOURCE",
    server,
    `Release ${tag_name} of ${repository} has ${wanted}: its files are ${names}.`,
  );
}

/** The address is made here, and not taken from the answer: the token goes along. Redirects to storage lose it. */
async function fetchAsset(options: ReleaseFetch, { id, name, digest }: Release["assets"][number]): Promise<Uint8Array> {
  const { server, context } = options;
  const answer = await ask(options, `releases/assets/${id}`, {
    accept: "application/octet-stream",
    timeoutMs: DOWNLOAD_MS,
    maxBytes: MAX_PACKED_BYTES,
    onProgress: context.onProgress,
  });
  assertAnswered(answer, server.name);
  const sha256 = /^sha256:([0-9a-f]{64})$/.exec(digest ?? "")?.[1];
  const integrity = sha256 && `sha256-${Buffer.from(sha256, "hex").toString("base64")}`;
  const problem = integrity && integrityProblem(answer.body, { integrity });
  if (problem)
    throw new SourceError(
      "SOURCE_FAILED",
      server.name,
      `The file ${name} that ${server.name} gives is refused: ${problem}.`,
    );
  return answer.body;
}

interface Ask {
  readonly accept: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly onProgress?: FetchContext["onProgress"];
}

function ask(
  { egress, server, source, context }: ReleaseFetch,
  path: string,
  { accept, ...limits }: Ask,
): Promise<EgressResponse> {
  const url = `${server.apiUrl.replace(/\/$/, "")}/repos/${source.repository}/${path}`;
  const headers = {
    accept,
    "x-github-api-version": "2022-11-28",
    "user-agent": "checkstack",
    ...(server.token && { authorization: `Bearer ${server.token}` }),
  };
  return asking(server.name, egress.get(url, { headers, signal: context.signal, ...limits }));
}

function assertAnswered({ status, headers }: EgressResponse, name: string): void {
  if (status === 200) return;
  if (headers.get("x-ratelimit-remaining") === "0") {
    const reset = new Date(Number(headers.get("x-ratelimit-reset")) * 1000);
    const until = Number.isNaN(reset.getTime()) ? "later" : `after ${reset.toISOString()}`;
    throw new SourceError(
      "SOURCE_FAILED",
      name,
      `${name} takes no more requests for now; try again ${until}, or add a token under Sources.`,
    );
  }
  if (status === 401 || status === 403) {
    throw new SourceError("SOURCE_FAILED", name, `${name} refuses access; is its token there, and right?`);
  }
  throw new SourceError("SOURCE_FAILED", name, `${name} answers with status ${status}.`);
}
