import type { AccessRule, Contract, ContractPoint, Hook, HookEvent, PluginMetadata, Signal } from "@checkstack/common";
import type { AnyRouter, Router } from "@orpc/server";
import type * as z from "zod";
import type { Transaction } from "./database.ts";
import type { ExtensionPoint, ExtensionPointView, Refs, Resolved, ServiceRef } from "./refs.ts";
import type { CallContext } from "./rpc.ts";
import type { Scope } from "./scope.ts";
import type { WebSocketRegistry } from "./websocket.ts";

export interface BackendPlugin {
  readonly metadata: PluginMetadata;
  /** Says what the plugin offers and needs. Synchronous, without I/O; reads as a table of contents. */
  register(registry: BackendPluginRegistry): void;
}

export interface BackendPluginRegistry {
  registerAccessRules(rules: readonly AccessRule[]): void;
  /** Declares the contract that `init` will `serve`. Every procedure must declare its access. */
  registerContract(contract: Contract): void;
  /** Declares the signals that this plugin emits, so that browsers may subscribe before the first one. */
  registerSignals(signals: readonly Signal[]): void;
  /** Declares that this plugin owns `point`. `view` runs once for each contributing plugin. */
  registerExtensionPoint<T>(point: ExtensionPoint<T>, view: ExtensionPointView<T>): void;
  registerInit<const Deps extends Refs>(init: PluginInit<Deps>): void;
}

export interface PluginInit<Deps extends Refs> {
  readonly deps: Deps;
  /** Services that `init` will `provide`. Declared, so that the graph is known before any code runs. */
  readonly provides?: readonly ServiceRef<unknown>[];
  /** Makes services and routers. Other plugins may not be there yet. */
  init(context: InitContext<Deps>): void | Promise<void>;
  /** Runs once every plugin that can start has started: the place for calls to others, hooks and schedules. */
  afterPluginsReady?(context: ReadyContext<Deps>): void | Promise<void>;
}

export type InitContext<Deps extends Refs> = Resolved<Deps> & PluginContext;
export type ReadyContext<Deps extends Refs> = Resolved<Deps> & PluginContext & ReadyExtras;

export interface PluginContext {
  readonly scope: Scope;
  provide<T>(ref: ServiceRef<T>, service: T): void;
  /** Provides a service of which each consuming plugin gets a view of its own, made once and ended with `consumer`. */
  providePerPlugin<T>(ref: ServiceRef<T>, view: (consumer: Scope) => T): void;
  /** Answers a registered contract with a router made by `implementContract`. */
  serve(contract: Contract, router: AnyRouter): void;
  /** Adds an implementation to another plugin's contract point, for as long as this plugin runs. */
  contribute<P extends ContractPoint>(point: P, contribution: Contribution<P>): void;
  emitHook: EmitHook;
  emitSignal: EmitSignal;
}

export interface ReadyExtras {
  /** Handles a hook. Delivered at least once: be idempotent by `event.id`. A throw is retried, then kept as a dead letter. */
  onHook<T>(hook: Hook<T>, handler: (payload: T, event: HookEvent) => void | Promise<void>): void;
  readonly wsRegistry: WebSocketRegistry;
}

/** Tells a hook. With `tx`, the event is part of that transaction; without, it is stored before the promise resolves. */
export type EmitHook = <T>(hook: Hook<T>, payload: T, options?: { tx?: Transaction }) => Promise<void>;

/**
 * Pushes a signal to the browsers of those who may read it. Of several for one `subject` within a quarter of a second,
 * the last is sent.
 */
export type EmitSignal = <T>(signal: Signal<T>, payload: T, options?: { subject?: string }) => void;

export interface Contribution<P extends ContractPoint> {
  readonly metadata: z.output<P["metadata"]>;
  readonly implementation: Router<P["router"], CallContext>;
}

export const createBackendPlugin = (plugin: BackendPlugin): BackendPlugin => plugin;
