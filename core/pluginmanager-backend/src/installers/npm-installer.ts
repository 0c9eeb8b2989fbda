import type { Egress } from "@checkstack/egress-node";
import { MAX_PACKED_BYTES } from "@checkstack/plugin-package-node";
import type { SourceSettings } from "@checkstack/pluginmanager-common";
import { integrityProblem } from "./integrity.ts";
import { jsonBody } from "./json-body.ts";
import { packumentSchema, pickVersion, type Dist, type Packument } from "./npm-packument.ts";
import { readProvenance } from "./npm-provenance.ts";
import type { FetchContext, PluginInstaller, SourceOf } from "./plugin-installer.ts";
import { asking, SourceError } from "./source-error.ts";

export type Registry = Pick<SourceSettings["registries"][number], "name" | "url" | "token">;

const MAX_PACKUMENT_BYTES = 20_000_000;
const ANSWER_MS = 30_000;
/** Together with the answer before it, less than the two minutes after which the server drops a silent connection. */
const DOWNLOAD_MS = 80_000;

/** Fetches packages by npm's registry protocol (https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md). */
export function createNpmInstaller({
  registries,
  egress,
}: {
  readonly registries: SourceSettings["registries"];
  readonly egress: Egress;
}): PluginInstaller<"npm"> {
  return {
    type: "npm",
    async fetch(source, context) {
      const registry = registryOf(source, registries);
      const { version, ...fetched } = await fetchFromRegistry({ egress, registry, source, context });
      return { ...fetched, source: { ...source, version } };
    },
  };
}

/** The registry that is asked for, the one that has the package's scope, or the first that is for all. */
function registryOf(
  { registry, package: name }: SourceOf<"npm">,
  registries: SourceSettings["registries"],
): SourceSettings["registries"][number] {
  const scope = name.startsWith("@") ? name.slice(0, name.indexOf("/")) : undefined;
  const found =
    registry !== undefined
      ? registries.find(({ id }) => id === registry)
      : (registries.find(({ scopes }) => scope !== undefined && scopes.includes(scope)) ??
        registries.find(({ scopes }) => scopes.length === 0));
  if (found) return found;
  const wanted = registry === undefined ? `registry for ${name}` : `registry "${registry}"`;
  throw new SourceError("SOURCE_UNKNOWN", registry ?? "npm", `The settings have no ${wanted}; add it under Sources.`);
}

export interface RegistryFetch {
  readonly egress: Egress;
  readonly registry: Registry;
  readonly source: Pick<SourceOf<"npm">, "package" | "version">;
  readonly context: FetchContext;
}

/** Finds a version in a registry, fetches its file and compares that with the announced hash. */
export async function fetchFromRegistry(options: RegistryFetch) {
  const { source, registry } = options;
  const packument = await fetchPackument(options);
  const version = pickVersion(packument, source.version);
  const dist = version === undefined ? undefined : packument.versions[version]?.dist;
  if (version === undefined || !dist) {
    const known = Object.keys(packument.versions).toSorted(Bun.semver.order).slice(-5).join(", ");
    throw new SourceError(
      "NOT_IN_SOURCE",
      registry.name,
      `${registry.name} has no version "${source.version}" of ${source.package}; the newest are ${known || "none"}.`,
    );
  }
  const bytes = await fetchTarball(options, dist);
  const provenance = await fetchProvenance(options, dist);
  return { bytes, version, ...(provenance && { provenance }) };
}

async function fetchPackument({ egress, registry, source, context }: RegistryFetch): Promise<Packument> {
  const { name } = registry;
  const url = new URL(source.package.replace("/", "%2f"), `${registry.url.replace(/\/$/, "")}/`);
  const headers = {
    ...credentials(registry, url),
    accept: "application/vnd.npm.install-v1+json, application/json;q=0.8",
  };
  const answer = await asking(
    name,
    egress.get(url, { headers, timeoutMs: ANSWER_MS, maxBytes: MAX_PACKUMENT_BYTES, signal: context.signal }),
  );
  if (answer.status === 404) throw new SourceError("NOT_IN_SOURCE", name, `${name} has no package ${source.package}.`);
  if (answer.status === 401 || answer.status === 403) throw refusedBy(name);
  if (answer.status !== 200)
    throw new SourceError("SOURCE_FAILED", name, `${name} answers with status ${answer.status}.`);
  return jsonBody(packumentSchema, answer, name);
}

async function fetchTarball({ egress, registry, source, context }: RegistryFetch, dist: Dist): Promise<Uint8Array> {
  const { name } = registry;
  if (!URL.canParse(dist.tarball))
    throw new SourceError("SOURCE_FAILED", name, `${name} names no address for the file of ${source.package}.`);
  const url = new URL(dist.tarball);
  const answer = await asking(
    name,
    egress.get(url, {
      headers: { ...credentials(registry, url), accept: "application/octet-stream" },
      timeoutMs: DOWNLOAD_MS,
      maxBytes: MAX_PACKED_BYTES,
      signal: context.signal,
      onProgress: context.onProgress,
    }),
  );
  if (answer.status === 401 || answer.status === 403) throw refusedBy(name);
  if (answer.status !== 200)
    throw new SourceError(
      "SOURCE_FAILED",
      name,
      `${name} answers with status ${answer.status} instead of the file of ${source.package}.`,
    );
  const problem = integrityProblem(answer.body, dist);
  if (problem !== undefined)
    throw new SourceError(
      "SOURCE_FAILED",
      name,
      `The file of ${source.package} that ${name} gives is refused: ${problem}.`,
    );
  return answer.body;
}

/** For people to read: a registry that has no attestations, or none that can be read, keeps nobody from installing. */
async function fetchProvenance({ egress, registry, context }: RegistryFetch, { attestations }: Dist) {
  if (!attestations || !URL.canParse(attestations.url)) return undefined;
  const url = new URL(attestations.url);
  if (url.origin !== new URL(registry.url).origin) return undefined;
  const request = {
    headers: credentials(registry, url),
    timeoutMs: ANSWER_MS,
    maxBytes: 2_000_000,
    signal: context.signal,
  };
  const answer = await egress.get(url, request).catch(() => undefined);
  return answer?.status === 200 ? readProvenance(answer.body) : undefined;
}

/** Credentials are for their registry alone, wherever that says its files are. */
function credentials({ url, token = "" }: Registry, target: URL): Record<string, string> {
  if (token === "" || target.origin !== new URL(url).origin) return {};
  // No token has a colon (RFC 6750, section 2.1): this is a name with a password.
  const authorization = token.includes(":") ? `Basic ${Buffer.from(token).toString("base64")}` : `Bearer ${token}`;
  return { authorization };
}

const refusedBy = (name: string): SourceError =>
  new SourceError("SOURCE_FAILED", name, `${name} refuses access; is its token there, and right?`);
