import { sourceSettingsSchema, type SourceSettings } from "@checkstack/pluginmanager-common";
import type { FormValue } from "@checkstack/ui";
import type { SourceKind } from "./source-kinds.ts";

type List = SourceKind["list"];

/** The settings with one more source, or with the one of that id replaced. Throws a `ZodError` when it is not sound. */
export function withSource(settings: SourceSettings, list: List, value: FormValue, id?: string): SourceSettings {
  const entries: readonly { id: string }[] = settings[list];
  const entry = { ...value, id: id ?? freeId(String(value["name"] ?? ""), entries) };
  return sourceSettingsSchema.parse({
    ...settings,
    [list]: id === undefined ? [...entries, entry] : entries.map((other) => (other.id === id ? entry : other)),
  });
}

export const withoutSource = (settings: SourceSettings, list: List, id: string): SourceSettings => ({
  ...settings,
  [list]: settings[list].filter((entry: { id: string }) => entry.id !== id),
});

/** Errors of the whole settings as those of one entry's form: `registries.2.url` is `url`. */
export const fieldOfPath = (path: string): string => path.replace(/^\w+\.\d+\./, "");

/** `Acme, Inc.` becomes `acme-inc`, or `acme-inc-2` beside another one. */
function freeId(name: string, taken: readonly { id: string }[]): string {
  const base =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 58) || "source";
  const used = new Set(taken.map(({ id }) => id));
  let id = base;
  for (let count = 2; used.has(id); count++) id = `${base}-${count}`;
  return id;
}
