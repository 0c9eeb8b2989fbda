import { MAX_ARTIFACT_BYTES } from "@checkstack/pluginmanager-common";
import { formatBytes } from "../shared/format-bytes.ts";

/** Why a file need not be sent at all; nothing when the server may look at it. */
export function wrongFile({ name, size }: { name: string; size: number }): string | undefined {
  if (!/\.(tgz|tar\.gz)$/i.test(name)) return `${name} is no .tgz: pack the plugin with plugin-pack first.`;
  if (size === 0) return `${name} is empty.`;
  if (size > MAX_ARTIFACT_BYTES) {
    return `${name} has ${formatBytes(size)}; a package may have at most ${formatBytes(MAX_ARTIFACT_BYTES)}.`;
  }
  return undefined;
}
