import type { BackendPlugin } from "@checkstack/backend-api";
import { importPlugin } from "../../kernel/import-plugin.ts";
import { collectDeclarations, type Declarations } from "../../kernel/declarations.ts";
import type { StartMessage } from "../launch/start-message.ts";
import type { Declared, LifeNeeds } from "../protocol/process-contract.ts";
import { beginChildLife, type ChildLife } from "./child-life.ts";
import { createChildApi, type ChildApi } from "./child-api.ts";
import { declaredOf } from "./declared-of.ts";
import { createPeople } from "./people.ts";
import type { PlatformClient } from "./platform-client.ts";
import type { Reports } from "./reports.ts";

/** The one plugin of this process, from its import to its end. */
export interface ChildPlugin extends Pick<ChildApi, "answer" | "openApiPaths"> {
  load(): Promise<Declared>;
  init(needs: LifeNeeds): Promise<void>;
  ready(): Promise<void>;
  stop(): Promise<void>;
  /** Throws while it has not begun. */
  life(): ChildLife;
}

export interface ChildPluginOptions {
  readonly start: StartMessage;
  readonly platform: PlatformClient;
  readonly reports: Reports;
}

export function createChildPlugin({ start, platform, reports }: ChildPluginOptions): ChildPlugin {
  const people = createPeople();
  const api = createChildApi({ pluginId: start.pluginId, people, reports });
  let loaded: { readonly plugin: BackendPlugin; readonly declarations: Declarations } | undefined;
  let life: ChildLife | undefined;

  function current(): ChildLife {
    if (life) return life;
    throw new Error("does not run");
  }

  return {
    answer: api.answer,
    openApiPaths: api.openApiPaths,
    life: current,
    async load() {
      const plugin = await importPlugin(start.entry, start.pluginId);
      const declarations = collectDeclarations((registry) => plugin.register(registry));
      loaded = { plugin, declarations };
      return declaredOf(plugin, declarations);
    },
    async init(needs) {
      if (!loaded || life) throw new Error("begins twice, or before it was imported");
      life = await beginChildLife({ start, platform, reports, people, needs, contracts: api.contracts, ...loaded });
      await life.init();
    },
    ready: () => current().ready(),
    async stop() {
      await life?.[Symbol.asyncDispose]();
      await reports.flush();
    },
  };
}
