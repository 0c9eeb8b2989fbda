import type { BackendPluginRegistry, ExtensionPointView, PluginInit, Ref } from "@checkstack/backend-api";
import type { AccessRule, Contract, Signal } from "@checkstack/common";

/** What one plugin said of itself in `register`. */
export interface Declarations {
  readonly accessRules: readonly AccessRule[];
  readonly contracts: readonly Contract[];
  readonly signals: readonly Signal[];
  /** Views of the extension points it owns, by id. */
  readonly points: ReadonlyMap<string, ExtensionPointView<unknown>>;
  readonly init?: ErasedInit;
}

/** `PluginInit` after its dependencies were checked by the compiler: the kernel knows them by name only. */
export interface ErasedInit {
  readonly deps: Readonly<Record<string, Ref>>;
  /** Ids of the services that `init` will provide. */
  readonly provides: readonly string[];
  init(context: object): void | Promise<void>;
  afterPluginsReady?(context: object): void | Promise<void>;
}

export const NOTHING_DECLARED: Declarations = { accessRules: [], contracts: [], signals: [], points: new Map() };

/** Runs a plugin's `register` and returns what it declared. Throws what `register` throws, and on a double declaration. */
export function collectDeclarations(register: (registry: BackendPluginRegistry) => void): Declarations {
  const accessRules: AccessRule[] = [];
  const contracts: Contract[] = [];
  const signals: Signal[] = [];
  const points = new Map<string, ExtensionPointView<unknown>>();
  let init: ErasedInit | undefined;
  register({
    registerAccessRules: (rules) => void accessRules.push(...rules),
    registerContract: (contract) => void contracts.push(contract),
    registerSignals: (added) => void signals.push(...added),
    registerExtensionPoint(point, view) {
      if (points.has(point.id)) throw new Error(`registers extension point "${point.id}" twice`);
      points.set(point.id, view);
    },
    registerInit(declared) {
      if (init) throw new Error("calls registerInit twice; a plugin has one init");
      init = erase(declared);
    },
  });
  return { accessRules, contracts, signals, points, ...(init && { init }) };
}

function erase<Deps extends Readonly<Record<string, Ref>>>(declared: PluginInit<Deps>): ErasedInit {
  const { deps, provides = [], afterPluginsReady } = declared;
  return {
    deps,
    provides: provides.map((ref) => ref.id),
    // The kernel resolves each of `deps` by its id, which is how the compiler typed the context.
    // oxlint-disable-next-line typescript/consistent-type-assertions
    init: (context) => declared.init(context as Parameters<typeof declared.init>[0]),
    ...(afterPluginsReady && {
      // oxlint-disable-next-line typescript/consistent-type-assertions
      afterPluginsReady: (context) => declared.afterPluginsReady?.(context as Parameters<typeof afterPluginsReady>[0]),
    }),
  };
}
