import { pluginSourceSchema } from "@checkstack/pluginmanager-common";

/** What is wrong with a source, by field; nothing when it is sound. */
export function issuesOf(source: unknown): Record<string, string> {
  const { error } = pluginSourceSchema.safeParse(source);
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.map(String).join("."), message]));
}
