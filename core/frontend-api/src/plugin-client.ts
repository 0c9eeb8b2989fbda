import type { Contract, ContractClient, PluginMetadata } from "@checkstack/common";
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
 *
 * A client needs no more than that id. `usePluginClient<typeof catalogContract>(pluginMetadata)`, with the contract
 * imported as a type, brings neither the contract nor its validator into the page.
 */
export function usePluginClient<C extends Contract>(contract: C): PluginClient<C>;
export function usePluginClient<C extends Contract>(plugin: PluginMetadata): PluginClient<C>;
export function usePluginClient<C extends Contract>(plugin: Callee): PluginClient<C> {
  const { pluginId } = plugin;
  return useMemo(() => clientOf<C>(pluginId), [pluginId]);
}

/** The same outside of React: for commands and searches of the palette. */
export function createPluginClient<C extends Contract>(contract: C): PluginClient<C>;
export function createPluginClient<C extends Contract>(plugin: PluginMetadata): PluginClient<C>;
export function createPluginClient<C extends Contract>({ pluginId }: Callee): PluginClient<C> {
  return clientOf<C>(pluginId);
}

type Callee = Pick<Contract, "pluginId">;

const clientOf = <C extends Contract>(pluginId: string): PluginClient<C> =>
  createTanstackQueryUtils(createRawClient<C>(pluginId), { path: [pluginId] });

const createRawClient = <C extends Contract>(pluginId: string): ContractClient<C> =>
  createORPCClient(
    new RPCLink({
      url: () => `${window.location.origin}/api/${pluginId}/rpc`,
      fetch: async (request, init) => (await earlyAnswer(request)) ?? fetch(request, init),
    }),
  );
