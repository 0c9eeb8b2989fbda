import type { PluginReport } from "@checkstack/backend-api";
import type { Kernel } from "../kernel/kernel.ts";
import type { PluginSource } from "../kernel/plugin-source.ts";

/** What became of a swap. `undo` brings the plugins back that ran before, for when what follows fails. */
export type Swap =
  | { readonly ok: true; undo(): Promise<void> }
  /** Everything runs as before. */
  | { readonly ok: false; readonly reason: string };

type SwapKernel = Pick<Kernel, "replace" | "start" | "stop" | "reports">;

/**
 * Exchanges the plugins of a package for those of another version of it, all or none. Those that the new version does not
 * have go on running; the caller stops them once there is no way back.
 */
export async function swapPlugins(
  kernel: SwapKernel,
  { from, to }: { readonly from: readonly PluginSource[]; readonly to: readonly PluginSource[] },
): Promise<Swap> {
  const before = new Map(from.map((source) => [source.pluginId, source]));
  const arriving = to.filter(({ pluginId }) => !before.has(pluginId));
  const staying = to.filter(({ pluginId }) => before.has(pluginId));
  const replaced = new Set<PluginSource>();

  async function undo(): Promise<void> {
    for (const source of staying.toReversed()) {
      const old = before.get(source.pluginId);
      // One that did not run before is not brought back by the kernel.
      const isOld = !replaced.has(source) && reportOf(kernel, source)?.version === old?.version;
      if (old && !isOld) await kernel.replace(old);
    }
    for (const { pluginId } of arriving) await kernel.stop(pluginId);
  }

  // Together, for one may need the other; what needs a new version of another waits for it.
  await kernel.start(arriving);
  const refused = await replaceInTurn(kernel, staying, replaced);
  const reason = refused ?? arriving.map((source) => troubleOf(kernel, source)).find(Boolean);
  if (reason === undefined) return { ok: true, undo };
  await undo();
  return { ok: false, reason };
}

/** One after the other; one that does not come up is tried again once another one has, for it may need that one's new version. */
async function replaceInTurn(
  kernel: SwapKernel,
  sources: readonly PluginSource[],
  replaced: Set<PluginSource>,
): Promise<string | undefined> {
  let left = sources;
  while (left.length > 0) {
    const reasons: string[] = [];
    const failed: PluginSource[] = [];
    for (const source of left) {
      const outcome = await kernel.replace(source);
      if (outcome.ok) replaced.add(source);
      else {
        failed.push(source);
        reasons.push(`plugin "${source.pluginId}" ${outcome.reason}`);
      }
    }
    if (failed.length === left.length) return reasons.join("; ");
    left = failed;
  }
  return undefined;
}

/** Why a plugin that was started does not run. */
function troubleOf(kernel: SwapKernel, source: PluginSource): string | undefined {
  const report = reportOf(kernel, source);
  const plugin = `plugin "${source.pluginId}"`;
  if (report?.packageName !== source.packageName) return `the id of ${plugin} belongs to another package`;
  const { status } = report;
  if (status.state === "failed") return `${plugin} failed in ${status.phase}: ${status.reason}`;
  if (status.state === "blocked") return `${plugin} is blocked: it ${status.reason}`;
  return undefined;
}

const reportOf = (kernel: SwapKernel, { pluginId }: PluginSource): PluginReport | undefined =>
  kernel.reports().find(({ metadata }) => metadata.pluginId === pluginId);
