import { MAX_PATTERN_LENGTH } from "@checkstack/healthcheck-common";
import {
  FunctionExpressionType,
  JSONPathEnvironment,
  JSONPathError,
  JSONPathRecursionLimitError,
  jsonpath,
  type FilterFunction,
  type JSONPathQuery,
  type JSONValue,
} from "json-p3";
import { cached } from "./cache.ts";
import { OverBudgetError } from "./over-budget.ts";
import { findsPattern, patternProblem } from "./pattern.ts";

/** Visited and selected nodes of one evaluation, those of filters included: some tens of milliseconds. */
const MAX_STEPS = 200_000;
const MAX_DEPTH = 100;

/**
 * The values that a JSONPath (RFC 9535) selects in a parsed JSON text, in its order.
 * Throws `OverBudgetError` when the text is nested too deeply or the path visits too much of it.
 */
export function selectValues(path: string, json: unknown): JSONValue[] {
  const { query, budget } = compile(path);
  budget.left = MAX_STEPS;
  try {
    // Fields of type json hold what `JSON.parse` gave or what crossed a call as plain data.
    // oxlint-disable-next-line typescript/consistent-type-assertions
    return query.query(json as JSONValue).values();
  } catch (error) {
    if (!(error instanceof JSONPathRecursionLimitError)) throw error;
    throw new OverBudgetError(`the JSON text is nested more than ${MAX_DEPTH} deep`, { cause: error });
  }
}

/** What is wrong with a JSONPath, or `undefined`. */
export function pathProblem(path: string): string | undefined {
  try {
    compile(path);
    return undefined;
  } catch (error) {
    if (error instanceof OverBudgetError || error instanceof JSONPathError) return error.message;
    throw error;
  }
}

interface Budget {
  left: number;
}

const compile = cached(1000, (path: string): { query: JSONPathQuery; budget: Budget } => {
  if (path.length > MAX_PATTERN_LENGTH) {
    throw new OverBudgetError(`the JSONPath has ${path.length} characters, ${MAX_PATTERN_LENGTH} are allowed`);
  }
  const query = environment.compile(path);
  const budget: Budget = { left: 0 };
  limitSegments(query, budget, new Set());
  return { query, budget };
});

/**
 * The library itself has no limit, and `$..*..*..*` visits a multiple of the text: every segment, those of the queries
 * inside filters included, is made to pay for each node that it visits or selects.
 */
function limitSegments(part: unknown, budget: Budget, seen: Set<unknown>): void {
  if (typeof part !== "object" || part === null || part instanceof JSONPathEnvironment || seen.has(part)) return;
  seen.add(part);
  for (const inner of Object.values(part)) limitSegments(inner, budget, seen);
  if (!(part instanceof jsonpath.JSONPathSegment)) return;

  const select = part.lazyResolve.bind(part);
  const lazyResolve = (nodes: Parameters<typeof select>[0]) => paying(select(nodes), budget);
  Object.assign(part, { lazyResolve, resolve: (nodes: Parameters<typeof select>[0]) => [...lazyResolve(nodes)] });
  const visit: unknown = Reflect.get(part, "visit");
  if (typeof visit !== "function") return;
  const visitAll = (...position: unknown[]): Iterable<unknown> => Reflect.apply(visit, part, position);
  Object.assign(part, { visit: (...position: unknown[]) => paying(visitAll(...position), budget) });
}

function* paying<Node>(nodes: Iterable<Node>, budget: Budget): Generator<Node> {
  for (const node of nodes) {
    if (--budget.left < 0)
      throw new OverBudgetError("the JSONPath visits too much of the JSON text; use a narrower one");
    yield node;
  }
}

/** `match()` and `search()` of filters, on the linear-time engine instead of the one of JavaScript. */
const patternFunction = (anchor: (pattern: string) => string): FilterFunction => ({
  argTypes: [FunctionExpressionType.ValueType, FunctionExpressionType.ValueType],
  returnType: FunctionExpressionType.LogicalType,
  call: (text: unknown, pattern: unknown) =>
    typeof text === "string" &&
    typeof pattern === "string" &&
    patternProblem(anchor(pattern)) === undefined &&
    findsPattern(anchor(pattern), text),
});

const environment = new JSONPathEnvironment({ maxRecursionDepth: MAX_DEPTH });
environment.functionRegister.set(
  "match",
  patternFunction((pattern) => `^(?:${pattern})$`),
);
environment.functionRegister.set(
  "search",
  patternFunction((pattern) => pattern),
);
