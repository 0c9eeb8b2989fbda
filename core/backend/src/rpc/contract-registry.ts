import type { Contract } from "@checkstack/common";
import type { RpcClient } from "@checkstack/backend-api";
import type { AnyRouter } from "@orpc/server";
import type { Elsewhere } from "../elsewhere/endpoint-table.ts";
import type { OnHandlerError } from "./call-error.ts";
import { declaredProcedures } from "./contract-procedures.ts";
import { createPluginClient } from "./plugin-client.ts";
import { createReachPlugin, type ReachPlugin } from "./reach-plugin.ts";
import { createServedContract, type ServedContract } from "./served-contract.ts";

/** The contracts of this process: what is declared, what is answered here, and clients that find the answer anywhere. */
export interface ContractRegistry {
  /** Throws when a procedure declares no access, two share method and path, or the plugin has declared one already. */
  declare(contract: Contract): Disposable;
  /** Answers a declared contract until disposed, which waits for the calls that run. */
  serve(contract: Contract, router: AnyRouter): AsyncDisposable;
  /** Enters a plugin that is served here. */
  readonly reach: ReachPlugin;
  isDeclared(pluginId: string): boolean;
  /** Served contracts, by plugin id. */
  list(): readonly ServedContract[];
  /** One client for the life of the caller: each call goes to where the plugin is then. */
  client<C extends Contract>(contract: C, caller: { readonly pluginId: string }): RpcClient<C>;
}

export interface ContractRegistryOptions {
  /** While a plugin is being replaced: resolves when that is over. */
  readonly coming?: (pluginId: string) => Promise<void> | undefined;
  /** Where plugins that are not served in this process are reached. */
  readonly elsewhere?: Elsewhere;
  readonly onHandlerError?: OnHandlerError;
  /** Longest time a call may take. Default 10 s. */
  readonly deadlineMs?: number;
}

export function createContractRegistry(options: ContractRegistryOptions = {}): ContractRegistry {
  const declared = new Map<string, Contract>();
  const served = new Map<string, ServedContract>();
  const reach = createReachPlugin({ ...options, served: (pluginId) => served.get(pluginId) });
  return {
    declare(contract) {
      const { pluginId } = contract;
      declaredProcedures(contract);
      if (declared.has(pluginId)) throw new Error(`plugin "${pluginId}" declares two contracts; merge them into one`);
      declared.set(pluginId, contract);
      return { [Symbol.dispose]: () => void declared.delete(pluginId) };
    },
    serve(contract, router) {
      const { pluginId } = contract;
      if (declared.get(pluginId) !== contract) {
        throw new Error(`plugin "${pluginId}" serves a contract that it did not register; call registerContract first`);
      }
      const entry = createServedContract(contract, router, options);
      served.set(pluginId, entry);
      return {
        async [Symbol.asyncDispose]() {
          if (served.get(pluginId) === entry) served.delete(pluginId);
          await entry.close();
        },
      };
    },
    reach,
    isDeclared: (pluginId) => declared.has(pluginId),
    list: () => [...served.values()].toSorted((a, b) => a.contract.pluginId.localeCompare(b.contract.pluginId)),
    client: (contract, caller) => createPluginClient(contract, { ...options, caller, reach }),
  };
}
