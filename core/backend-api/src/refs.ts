import type { Contract, ContractPoint } from "@checkstack/common";
import type { Scope } from "./scope.ts";
import type { Extensions } from "./extensions.ts";
import type { RpcClient } from "./rpc.ts";

declare const valueType: unique symbol;

/** A typed name of a service. Carries no value: the kernel binds values to names. */
export interface ServiceRef<T> {
  readonly kind: "service";
  readonly id: string;
  readonly optional?: boolean;
  readonly [valueType]?: T;
}

/**
 * A place where plugins of the same process add things that are more than data (functions cross).
 * For core packages; what third parties implement is a `ContractPoint`.
 */
export interface ExtensionPoint<T> {
  readonly kind: "extension-point";
  readonly id: string;
  readonly [valueType]?: T;
}

/** A dependency on another plugin's contract. Orders nothing: the call is made where the plugin lives, when it is made. */
export interface RpcRef<C extends Contract> {
  readonly kind: "rpc";
  readonly id: string;
  readonly contract: C;
}

/** A dependency on what others contributed to a contract point of ours. */
export interface ExtensionsRef<P extends ContractPoint> {
  readonly kind: "extensions";
  readonly id: string;
  readonly point: P;
}

export type Ref = ServiceRef<unknown> | ExtensionPoint<unknown> | RpcRef<Contract> | ExtensionsRef<ContractPoint>;
export type Refs = Readonly<Record<string, Ref>>;

export type Resolved<R extends Refs> = { readonly [K in keyof R]: ResolvedRef<R[K]> };

type ResolvedRef<R> =
  R extends RpcRef<infer C>
    ? RpcClient<C>
    : R extends ExtensionsRef<infer P>
      ? Extensions<P>
      : R extends { kind: "service"; optional: true; readonly [valueType]?: infer T }
        ? T | undefined
        : R extends ServiceRef<infer T>
          ? T
          : R extends ExtensionPoint<infer T>
            ? T
            : never;

export const createServiceRef = <T>(id: string): ServiceRef<T> => ({ kind: "service", id });

export const createExtensionPoint = <T>(id: string): ExtensionPoint<T> => ({ kind: "extension-point", id });

/** A dependency that may be absent: waits for a provider that is installed, and is `undefined` when none is. */
export const optional = <T>(ref: ServiceRef<T>): ServiceRef<T> & { readonly optional: true } => ({
  ...ref,
  optional: true,
});

export const rpc = <C extends Contract>(contract: C): RpcRef<C> => ({ kind: "rpc", id: contract.pluginId, contract });

export const extensionsOf = <P extends ContractPoint>(point: P): ExtensionsRef<P> => ({
  kind: "extensions",
  id: point.id,
  point,
});

/** Makes the view of an extension point that one contributor gets; what it adds is undone with the contributor's scope. */
export type ExtensionPointView<T> = (contributor: Scope) => T;
