import type { PluginDependent, PluginStatus, Ref } from "@checkstack/backend-api";
import type { Declarations } from "./declarations.ts";

/** What the graph must know of a plugin. */
export interface GraphNode {
  readonly pluginId: string;
  readonly status: PluginStatus;
  readonly declarations: Declarations;
}

/**
 * Who needs whom. Services and extension points order the start; contracts and contract points do not,
 * for they may be answered by another process.
 */
export class DependencyGraph {
  readonly #nodes: readonly GraphNode[];
  readonly #offered: (refId: string) => boolean;
  readonly #providers: ReadonlyMap<string, GraphNode>;

  /** `offered` says whether a service or an extension point can be had now. */
  constructor(nodes: readonly GraphNode[], offered: (refId: string) => boolean) {
    this.#nodes = nodes;
    this.#offered = offered;
    this.#providers = new Map(nodes.flatMap((node) => offers(node).map((id) => [id, node])));
  }

  /** The dependencies without which this plugin cannot start. */
  missing(node: GraphNode): Ref[] {
    return needs(node).filter((ref) => !this.#offered(ref.id) && !isOptional(ref));
  }

  /** Says whether an optional dependency may still come, so that starting can wait for it. */
  awaitsOptional(node: GraphNode): boolean {
    return needs(node).some((ref) => isOptional(ref) && !this.#offered(ref.id) && this.#isComing(ref.id));
  }

  /** Why a plugin cannot start, in one sentence; `undefined` when it can. */
  explain(node: GraphNode): string | undefined {
    const reasons = this.missing(node).map((ref) => this.#reason(node, ref));
    return reasons.length === 0 ? undefined : [...new Set(reasons)].join("; ");
  }

  /** This plugin and everything built on it that runs, in the order in which they must stop. */
  dependentsFirst(pluginId: string): string[] {
    const order: string[] = [];
    const visit = (id: string, seen: ReadonlySet<string>): void => {
      if (order.includes(id) || seen.has(id)) return;
      for (const dependent of this.#dependents(id)) visit(dependent.pluginId, new Set([...seen, id]));
      order.push(id);
    };
    visit(pluginId, new Set());
    return order;
  }

  /** Who said that it needs this plugin, and what of it. */
  usersOf(pluginId: string): PluginDependent[] {
    const owner = this.#nodes.find((node) => node.pluginId === pluginId);
    const offered = new Set(owner ? offers(owner) : []);
    return this.#nodes.flatMap((node) =>
      Object.values(node.declarations.init?.deps ?? {}).flatMap((ref) => {
        if (ref.kind === "rpc") return ref.contract.pluginId === pluginId ? use(node, "calls it") : [];
        return offered.has(ref.id) && !isOptional(ref) ? use(node, `needs its "${ref.id}"`) : [];
      }),
    );
  }

  #dependents(pluginId: string): GraphNode[] {
    const node = this.#nodes.find((candidate) => candidate.pluginId === pluginId);
    const offered = new Set(node ? offers(node) : []);
    return this.#nodes.filter((other) => needs(other).some((ref) => offered.has(ref.id)));
  }

  #reason(node: GraphNode, ref: Ref): string {
    const provider = this.#providers.get(ref.id);
    if (!provider) return `needs ${ref.kind} "${ref.id}", which no installed plugin provides${this.#suspects()}`;
    if (provider.status.state === "failed") {
      return `needs "${ref.id}" of plugin "${provider.pluginId}", which failed: ${provider.status.reason}`;
    }
    const cycle = this.#cycleFrom([node]);
    if (cycle) return `is part of a cycle: ${cycle.map((member) => member.pluginId).join(" -> ")}`;
    return `needs "${ref.id}" of plugin "${provider.pluginId}", which is itself blocked`;
  }

  /** Plugins that failed before they could say what they provide. */
  #suspects(): string {
    const silent = this.#nodes.filter(({ status, declarations }) => status.state === "failed" && !declarations.init);
    return silent.length === 0
      ? ""
      : ` (failed before saying what they provide: ${silent.map((n) => n.pluginId).join(", ")})`;
  }

  #cycleFrom(path: readonly [GraphNode, ...GraphNode[]]): GraphNode[] | undefined {
    const last = path.at(-1) ?? path[0];
    for (const ref of this.missing(last)) {
      const next = this.#providers.get(ref.id);
      if (next === path[0]) return [...path, next];
      const found = next && !path.includes(next) ? this.#cycleFrom([...path, next]) : undefined;
      if (found) return found;
    }
    return undefined;
  }

  #isComing(refId: string): boolean {
    const state = this.#providers.get(refId)?.status.state;
    return state === "registered" || state === "blocked";
  }
}

const use = ({ pluginId }: GraphNode, why: string): PluginDependent[] => [{ pluginId, why }];

const offers = ({ declarations }: GraphNode): string[] => [
  ...(declarations.init?.provides ?? []),
  ...declarations.points.keys(),
];

const needs = ({ declarations }: GraphNode): Ref[] =>
  Object.values(declarations.init?.deps ?? {}).filter(
    (ref) => ref.kind === "service" || ref.kind === "extension-point",
  );

const isOptional = (ref: Ref): boolean => ref.kind === "service" && ref.optional === true;
