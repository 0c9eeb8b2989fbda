import type { Access } from "@checkstack/common";
import type { Logger } from "@checkstack/backend-api";
import { oc, type AnyContractRouter, type OpenAPI } from "@orpc/contract";
import { OpenAPIGenerator } from "@orpc/openapi";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import type { ContractRegistry } from "../rpc/contract-registry.ts";
import { qualifiedRules } from "../rpc/contract-procedures.ts";
import type { ServedContract, ServedProcedure } from "../rpc/served-contract.ts";
import { anyProblemSchema, problemSchemaOf } from "./openapi-problems.ts";

export type OpenApiDocument = OpenAPI.Document;

/** The OpenAPI 3.1 document of everything that is served. Each contract is described once, and again when it changed. */
export interface OpenApi {
  document(): Promise<OpenApiDocument>;
  /** The document as JSON text. */
  json(): Promise<string>;
}

type Paths = NonNullable<OpenAPI.Document["paths"]>;

const METHODS = ["get", "post", "put", "patch", "delete"] as const;

export function createOpenApi({ contracts, logger }: { contracts: ContractRegistry; logger: Logger }): OpenApi {
  const described = new WeakMap<ServedContract, Promise<Paths>>();
  let cached:
    | { readonly of: readonly ServedContract[]; readonly document: OpenApiDocument; readonly json: string }
    | undefined;

  async function current() {
    const served = contracts.list();
    if (cached && isSameList(cached.of, served)) return cached;
    const paths = Object.assign({}, ...(await Promise.all(served.map(pathsOf))));
    const document = assemble(served, paths);
    cached = { of: served, document, json: JSON.stringify(document) };
    return cached;
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

  return { document: async () => (await current()).document, json: async () => (await current()).json };
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

function assemble(served: readonly ServedContract[], paths: Paths): OpenApiDocument {
  return {
    openapi: "3.1.1",
    info: {
      title: "Checkstack",
      version: "1.0.0",
      description: "Everything this instance can do. Send the session cookie, or an API key as a bearer token.",
    },
    tags: served.map(({ contract }) => ({ name: contract.pluginId })),
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
