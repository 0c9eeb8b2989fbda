import type { Contract, ContractClient, Person, Principal } from "@checkstack/common";
import { implement } from "@orpc/server";

/** What a plugin may say of a call it makes. */
export interface CallOptions {
  /** The person the call is made for; access is then checked for the plugin and for the person. */
  readonly onBehalfOf?: Person;
}

/** A client of another plugin's contract: a direct call when the plugin runs here, HTTPS with a signed token otherwise. */
export type RpcClient<C extends Contract> = ContractClient<C, CallOptions>;

/** What a procedure knows of its call. */
export interface CallContext {
  readonly principal: Principal;
  /** Present when the call came over HTTP from a browser or a script. */
  readonly http?: {
    readonly request: Request;
    /** The address of the client, as far as configured proxies are to be believed. */
    readonly clientAddress: string;
    /** Headers to add to the answer, such as `set-cookie`. */
    readonly responseHeaders: Headers;
  };
}

/**
 * Begins the implementation of a contract:
 * `const os = implementContract(contract); os.router({ get: os.get.handler(async ({ input, context, errors }) => ...) })`.
 * Access is checked by the platform before a handler runs.
 */
export const implementContract = <C extends Contract>(contract: C) =>
  implement<C["router"], CallContext>(contract.router);

/** The person behind a call, for code that shows or records whom it was for. */
export const personOf = (principal: Principal): Person | undefined =>
  principal.type === "service" ? principal.onBehalfOf : principal;
