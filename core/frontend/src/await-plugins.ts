import type { Query, QueryClient } from "@tanstack/react-query";

/**
 * Asks again for what a page could not show because its plugin ran nowhere, once the plugin runs. Looks only while there
 * is something to wait for; meanwhile the page goes on saying what is wrong.
 */
export function awaitPlugins(options: {
  readonly queries: QueryClient;
  readonly listRunning: () => Promise<ReadonlySet<string>>;
  /** Default 3000. */
  readonly everyMs?: number;
}): void {
  const { queries, listRunning, everyMs = 3000 } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const waitsFor = (isAwaited: (pluginId: string) => boolean) => ({
    type: "active" as const,
    predicate: ({ state }: Query) => {
      const pluginId = missingPlugin(state.error);
      return pluginId !== undefined && isAwaited(pluginId);
    },
  });

  function wait(): void {
    timer ??= setTimeout(() => void look(), everyMs);
  }

  async function look(): Promise<void> {
    const running = await listRunning().catch(() => new Set<string>());
    await queries.refetchQueries(waitsFor((pluginId) => running.has(pluginId)));
    timer = undefined;
    if (queries.getQueryCache().findAll(waitsFor(() => true)).length > 0) wait();
  }

  queries.getQueryCache().subscribe(({ type, query }) => {
    if (type === "updated" && missingPlugin(query.state.error) !== undefined) wait();
  });
}

/** The plugin that an error says runs nowhere. */
function missingPlugin(error: unknown): string | undefined {
  if (!isRecord(error) || error["code"] !== "PLUGIN_UNAVAILABLE" || !isRecord(error["data"])) return undefined;
  const { pluginId } = error["data"];
  return typeof pluginId === "string" ? pluginId : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The plugins that run in some instance, as the platform says itself. */
export async function listRunningPlugins(): Promise<ReadonlySet<string>> {
  // 503 while the platform itself is not ready; what it says of its plugins is true all the same.
  const answer: unknown = await (await fetch("/api/health/ready")).json();
  const plugins = isRecord(answer) && isRecord(answer["plugins"]) ? Object.entries(answer["plugins"]) : [];
  return new Set(plugins.flatMap(([id, plugin]) => (isRecord(plugin) && plugin["state"] === "ready" ? [id] : [])));
}
