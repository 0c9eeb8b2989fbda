import { qualifyAccessRule, type Access, type AccessRule, type Contract } from "@checkstack/common";
import { toHttpPath } from "@orpc/client/standard";
import type { AnyContractProcedure } from "@orpc/contract";
import { traverseContractProcedures, type AnyProcedure } from "@orpc/server";

/** One procedure as its contract declares it. */
export interface DeclaredProcedure {
  readonly pluginId: string;
  readonly path: readonly string[];
  /** The path with dots: `systems.get`. */
  readonly name: string;
  readonly method: string;
  /** Relative to `/api/<pluginId>`: `/systems/{id}`. */
  readonly httpPath: string;
  readonly access: Access;
  readonly maxBodyBytes: number;
  readonly definition: AnyContractProcedure | AnyProcedure;
}

const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;

/** First segments under `/api` that are the platform's own. */
const RESERVED_PLUGIN_IDS = new Set(["docs", "health", "signals", "ws"]);

/**
 * Lists the procedures of a contract. Throws one sentence that names the procedure when it declares no access, when two
 * share method and path, or when a path is the platform's own.
 */
export function declaredProcedures(contract: Contract): readonly DeclaredProcedure[] {
  const { pluginId } = contract;
  if (RESERVED_PLUGIN_IDS.has(pluginId)) {
    throw new Error(
      `plugin "${pluginId}" cannot serve a contract: /api/${pluginId} belongs to the platform; rename it`,
    );
  }
  const procedures: DeclaredProcedure[] = [];
  traverseContractProcedures({ router: contract.router, path: [] }, ({ contract: definition, path }) => {
    procedures.push(declare(pluginId, path, definition));
  });
  refuseTwins(procedures);
  return procedures;
}

function declare(
  pluginId: string,
  path: readonly string[],
  definition: AnyContractProcedure | AnyProcedure,
): DeclaredProcedure {
  const name = path.join(".");
  const { meta, route } = definition["~orpc"];
  const access: unknown = meta.access;
  if (!isAccess(access)) {
    throw new Error(
      `procedure "${pluginId}.${name}" declares no access; ` +
        `add .meta({ access: "public" | "authenticated" | "service" | [rule, ...] })`,
    );
  }
  const httpPath = route.path ?? toHttpPath(path);
  if (httpPath === "/rpc" || httpPath.startsWith("/rpc/")) {
    throw new Error(`procedure "${pluginId}.${name}" uses the path ${httpPath}: /rpc belongs to the platform`);
  }
  const limit: unknown = meta.maxBodyBytes;
  return {
    pluginId,
    path,
    name,
    method: route.method ?? "POST",
    httpPath,
    access,
    maxBodyBytes: typeof limit === "number" ? limit : DEFAULT_MAX_BODY_BYTES,
    definition,
  };
}

function refuseTwins(procedures: readonly DeclaredProcedure[]): void {
  const seen = new Map<string, DeclaredProcedure>();
  for (const procedure of procedures) {
    const route = `${procedure.method} ${procedure.httpPath.replaceAll(/\{[^}]*\}/g, "{}")}`;
    const twin = seen.get(route);
    if (twin) {
      throw new Error(
        `procedures "${twin.pluginId}.${twin.name}" and "${procedure.pluginId}.${procedure.name}" ` +
          `both answer ${procedure.method} ${procedure.httpPath}; give one of them another path`,
      );
    }
    seen.set(route, procedure);
  }
}

/** An empty list would let everybody in by mistake; who wants that writes "public". */
function isAccess(value: unknown): value is Access {
  if (value === "public" || value === "authenticated" || value === "service") return true;
  return Array.isArray(value) && value.length > 0 && value.every(isAccessRule);
}

const isAccessRule = (value: unknown): value is AccessRule =>
  typeof value === "object" && value !== null && "id" in value && typeof value.id === "string";

/** The qualified ids of the rules that `access` asks for. */
export const qualifiedRules = (pluginId: string, access: Access): readonly string[] =>
  typeof access === "string" ? [] : access.map((rule) => qualifyAccessRule(pluginId, rule.id));
