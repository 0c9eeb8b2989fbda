import type { ContractPoint } from "@checkstack/common";
import {
  createContractedProcedure,
  getRouter,
  isProcedure,
  traverseContractProcedures,
  type AnyRouter,
} from "@orpc/server";
import { toCallError, type OnHandlerError } from "./call-error.ts";
import { createInvoker, type InvokeProcedure } from "./invoke-procedure.ts";
import { copyError, copyPlainData } from "./plain-data.ts";

/** Calls one implementation of a contract point, wherever it lives. */
export type ExtensionCall = (
  path: readonly string[],
  input: unknown,
  options: { readonly signal?: AbortSignal },
) => Promise<unknown>;

export interface ExtensionCallOptions {
  /** The plugin whose implementation it is; its bugs are reported under this id. */
  readonly contributorId: string;
  readonly onHandlerError?: OnHandlerError;
}

/**
 * Calls an implementation of this process. Access is not checked, because only the owner of the point can call, and there
 * is no deadline but the caller's signal: how long an implementation may run is the owner's affair.
 */
export function createExtensionCall(
  point: ContractPoint,
  implementation: AnyRouter,
  { contributorId, onHandlerError }: ExtensionCallOptions,
): ExtensionCall {
  const invokers = invokersOf(point, implementation, contributorId);
  return async (path, input, { signal }) => {
    const name = path.join(".");
    const invoke = invokers.get(name);
    if (!invoke) throw new Error(`extension point "${point.id}" has no procedure "${name}"`);
    try {
      const context = { principal: { type: "service", pluginId: point.ownerId } } as const;
      return copyPlainData(await invoke(copyPlainData(input), { context, signal }));
    } catch (error) {
      const procedure = `${point.id}/${name}`;
      throw copyError(toCallError(error, { pluginId: contributorId, procedure, signal, onHandlerError }));
    }
  };
}

function invokersOf(point: ContractPoint, implementation: AnyRouter, contributorId: string) {
  const invokers = new Map<string, InvokeProcedure>();
  traverseContractProcedures({ router: point.router, path: [] }, ({ contract, path }) => {
    const found = getRouter(implementation, path);
    if (!isProcedure(found)) {
      throw new Error(
        `plugin "${contributorId}" does not implement "${path.join(".")}" of extension point "${point.id}"`,
      );
    }
    invokers.set(path.join("."), createInvoker(createContractedProcedure(found, contract), path));
  });
  return invokers;
}
