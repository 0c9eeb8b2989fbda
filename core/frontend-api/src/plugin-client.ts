import type { Contract, ContractClient } from "@checkstack/common";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import { createTanstackQueryUtils, type RouterUtils } from "@orpc/tanstack-query";
import { useMemo } from "react";
import { earlyAnswer } from "./early-answer.ts";

/** TanStack Query helpers for every procedure of a contract. */
export type PluginClient<C extends Contract> = RouterUtils<ContractClient<C>>;

/**
 * Gives the helpers of a contract: `useQuery(catalog.systems.list.queryOptions({ input: {} }))`,
 * `useMutation(catalog.systems.create.mutationOptions())`, `catalog.systems.key()` for invalidation, `.call(input)`.
 * Every key begins with the plugin's id.
 */
export const usePluginClient = <C extends Contract>(contract: C): PluginClient<C> =>
  useMemo(() => createPluginClient(contract), [contract]);

/** The same outside of React: for commands and searches of the palette. */
export const createPluginClient = <C extends Contract>(contract: C): PluginClient<C> =>
  createTanstackQueryUtils(createRawClient(contract), { path: [contract.pluginId] });

const createRawClient = <C extends Contract>(contract: C): ContractClient<C> =>
  createORPCClient(
    new RPCLink({
      url: () => `${window.location.origin}/api/${contract.pluginId}/rpc`,
      fetch: (request, init) => earlyAnswer(request.url) ?? fetch(request, init),
    }),
  );
