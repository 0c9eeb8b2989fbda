import type { Access } from "@checkstack/common";
import type { Logger } from "@checkstack/backend-api";
import { oc, type AnyContractRouter, type OpenAPI } from "@orpc/contract";
import { OpenAPIGenerator } from "@orpc/openapi";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import type { Elsewhere } from "../elsewhere/endpoint-table.ts";
import type { PluginEndpoint } from "../elsewhere/plugin-endpoint.ts";
import type { ContractRegistry } from "../rpc/contract-registry.ts";
import { qualifiedRules } from "../rpc/contract-procedures.ts";
import type { ServedContract, ServedProcedure } from "../rpc/served-contract.ts";
import { anyProblemSchema, problemSchemaOf } from "./openapi-problems.ts";

export type OpenApiDocument = OpenAPI.Document;

/** The OpenAPI 3.1 document of everything that is served. Each contract is described once, and again when it changed. */
export interface OpenApi {
  /** The part of one plugin that is served by this process or a child of it. */
  pathsOf(pluginId: string): Promise<Paths | undefined>;
  document(): Promise<OpenApiDocument>;
  /** The document as JSON text. */
  json(): Promise<string>;
}

export type Paths = NonNullable<OpenAPI.Document["paths"]>;

const METHODS = ["get", "post", "put", "patch", "delete"] as const;

export interface OpenApiOptions {
  readonly contracts: Pick<ContractRegistry, "list">;
  /** Plugins that are served elsewhere describe themselves there. */
  readonly elsewhere?: Elsewhere;
  readonly logger: Logger;
}

export function createOpenApi({ contracts, elsewhere, logger }: OpenApiOptions): OpenApi {
  const described = new WeakMap<object, Promise<Paths>>();
  let cached: { readonly of: readonly object[]; readonly document: OpenApiDocument; readonly json: string } | undefined;

  async function current() {
    const here = contracts.list();
    const away = awayFrom(here);
    const sources = [...here, ...away];
    if (cached && isSameList(cached.of, sources)) return cached;
    const parts = await Promise.all([...here.map(pathsOf), ...away.map(pathsAway)]);
    const pluginIds = [...here.map(({ contract }) => contract.pluginId), ...away.map(({ pluginId }) => pluginId)];
    const document = assemble(pluginIds.toSorted(), Object.assign({}, ...parts));
    const result = { of: sources, document, json: JSON.stringify(document) };
    // What could not be had now may be had the next time.
    if (sources.every((source) => described.has(source))) cached = result;
    return result;
  }

  function awayFrom(here: readonly ServedContract[]): readonly PluginEndpoint[] {
    const ids = elsewhere?.pluginIds() ?? [];
    return ids
      .filter((pluginId) => !here.some(({ contract }) => contract.pluginId === pluginId))
      .flatMap((pluginId) => elsewhere?.endpoints(pluginId).find(({ openApiPaths }) => openApiPaths) ?? []);
  }

  function pathsAway(endpoint: PluginEndpoint): Promise<Paths> {
    const known = described.get(endpoint);
    if (known) return known;
    const paths = (async (): Promise<Paths> => (await endpoint.openApiPaths?.()) ?? {})();
    described.set(endpoint, paths);
    return paths.catch(() => {
      described.delete(endpoint);
      return {};
    });
  }

  function pathsOf(served: ServedContract): Promise<Paths> {
    const known = described.get(served);
    if (known) return known;
    // A contract that cannot be described is left out; it must not take the others with it.
    const paths = describeContract(served).catch((error: unknown) => {
      logger.warn("a contract cannot be described in OpenAPI", {
        plugin: served.contract.pluginId,
        error: error instanceof Error ? error.message : String(error),
      });
      return {};
    });
    described.set(served, paths);
    return paths;
  }

  return {
    document: async () => (await current()).document,
    json: async () => (await current()).json,
    async pathsOf(pluginId) {
      const here = contracts.list();
      const served = here.find(({ contract }) => contract.pluginId === pluginId);
      if (served) return pathsOf(served);
      const away = awayFrom(here).find((endpoint) => endpoint.pluginId === pluginId);
      return away && pathsAway(away);
    },
  };
}

async function describeContract(served: ServedContract): Promise<Paths> {
  const { contract } = served;
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const routers: Record<string, AnyContractRouter> = {
    [contract.pluginId]: oc.prefix(`/${contract.pluginId}`).router(contract.router),
  };
  const { paths = {} } = await generator.generate(routers, {
    // What only plugins may call is nothing for people to read.
    filter: ({ path }) => served.procedure(path.slice(1).join("."))?.access !== "service",
    customErrorResponseBodySchema: (errors) => problemSchemaOf(errors),
  });
  const result: Paths = {};
  for (const [path, item] of Object.entries(paths)) {
    if (item) result[`/api${path}`] = item;
    for (const method of METHODS) {
      const operation = item?.[method];
      const name = operation?.operationId?.slice(contract.pluginId.length + 1);
      const procedure = name === undefined ? undefined : served.procedure(name);
      if (operation && procedure) complete(operation, procedure);
    }
  }
  return result;
}

/** Adds what the generator cannot know: who may call, and how errors are told. */
function complete(operation: OpenAPI.OperationObject, { access, pluginId, definition }: ServedProcedure): void {
  operation.tags = [pluginId];
  operation.security = access === "public" ? [] : [{ cookie: [] }, { bearer: [] }];
  const needed = describeAccess(pluginId, access);
  operation.description = operation.description ? `${operation.description}\n\n${needed}` : needed;
  const responses = (operation.responses ??= {});
  for (const [status, response] of Object.entries(responses)) {
    if (Number(status) >= 400 && "content" in response) responses[status] = asProblem(response);
  }
  if (responses["200"] && definition["~orpc"].outputSchema === undefined) {
    delete responses["200"];
    responses["204"] = { description: "Done" };
  }
  responses.default ??= { $ref: "#/components/responses/Problem" };
}

function asProblem(response: OpenAPI.ResponseObject): OpenAPI.ResponseObject {
  const json = response.content?.["application/json"];
  return json ? { ...response, content: { "application/problem+json": json } } : response;
}

function describeAccess(pluginId: string, access: Access): string {
  if (access === "public") return "Open to everybody.";
  if (access === "authenticated") return "For everybody who is signed in.";
  return `Needs ${qualifiedRules(pluginId, access)
    .map((rule) => `\`${rule}\``)
    .join(", ")}.`;
}

function assemble(pluginIds: readonly string[], paths: Paths): OpenApiDocument {
  return {
    openapi: "3.1.1",
    info: {
      title: "Checkstack",
      version: "1.0.0",
      description: "Everything this instance can do. Send the session cookie, or an API key as a bearer token.",
    },
    tags: pluginIds.map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        cookie: { type: "apiKey", in: "cookie", name: "checkstack.session_token" },
        bearer: { type: "http", scheme: "bearer", description: "An API key: `ck_...`" },
      },
      schemas: { Problem: anyProblemSchema },
      responses: {
        Problem: {
          description: "What went wrong, under a stable `code`.",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
    },
  };
}

const isSameList = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);
