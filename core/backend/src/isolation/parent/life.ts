import type { Extensions, PluginContext, Queues, ReadyExtras } from "@checkstack/backend-api";
import type { ContractPoint } from "@checkstack/common";
import type { ConfigRows } from "../../config/config-rows.ts";
import type { ContributionElsewhere } from "../../kernel/extension-registry.ts";
import type { PluginProcess } from "../launch/plugin-process.ts";
import type { PersonSeal } from "./person-seal.ts";
import type { ProxiedSockets } from "./proxied-sockets.ts";
import type { Quota } from "./quota.ts";

/** Calls a procedure of another plugin. */
export type CallPlugin = (
  path: readonly string[],
  input: unknown,
  options: { readonly onBehalfOf?: ReturnType<PersonSeal["open"]>; readonly signal?: AbortSignal },
) => Promise<unknown>;

/** One life of a plugin in a process of its own: what the platform does for it, each thing bound to its scope. */
export interface Life {
  readonly pluginId: string;
  readonly context: Pick<PluginContext, "scope" | "emitSignal">;
  readonly process: Pick<PluginProcess, "ask" | "hasEnded">;
  readonly seal: PersonSeal;
  readonly quota: Quota;
  readonly rows: ConfigRows;
  /** Absent where the plugin asked for no queues. */
  readonly queues: Queues | undefined;
  /** The plugins that it may call, by id. */
  readonly others: ReadonlyMap<string, CallPlugin>;
  /** Its own contract points, by id. */
  readonly extensions: ReadonlyMap<string, Extensions<ContractPoint>>;
  readonly signals: ReadonlyMap<string, Parameters<PluginContext["emitSignal"]>[0]>;
  readonly sockets: ProxiedSockets;
  serve(): void;
  contribute(pointId: string, contribution: Pick<ContributionElsewhere, "metadata" | "call">): void;
  /** From `afterPluginsReady` on. */
  extras: ReadyExtras | undefined;
}
