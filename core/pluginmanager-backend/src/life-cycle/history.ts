import type { Installations } from "@checkstack/backend-api";
import type { PluginSource, Preview } from "@checkstack/pluginmanager-common";

/** Writes down what happens to an install before the core begins with it, so that the history has every step. */
export interface InstallHistory {
  /** Runs the fetching and checking of a package; its failure is written down. */
  fetching<T>(source: PluginSource, work: () => Promise<T>): Promise<T>;
  fetched(preview: Preview): Promise<void>;
  refused(preview: Preview, reasons: readonly string[]): Promise<void>;
}

export function installHistory(options: {
  readonly installations: Pick<Installations, "note">;
  readonly operationId: string;
  readonly actor: string;
}): InstallHistory {
  const { installations, ...by } = options;
  const shared = { ...by, action: "install" } as const;
  const subjectOf = ({ name, version, plugins }: Preview) => ({
    ...shared,
    name,
    version,
    pluginIds: plugins.map(({ pluginId }) => pluginId),
  });
  return {
    async fetching(source, work) {
      try {
        return await work();
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        await installations.note({
          ...shared,
          ...named(source),
          pluginIds: [],
          step: "fetch",
          outcome: "failed",
          detail,
        });
        throw error;
      }
    },
    fetched: (preview) =>
      installations.note({
        ...subjectOf(preview),
        step: "fetch",
        outcome: "succeeded",
        detail: `${preview.size.packed} bytes were fetched (${preview.source.type}).`,
      }),
    refused: (preview, reasons) =>
      installations.note({ ...subjectOf(preview), step: "check", outcome: "failed", detail: reasons.join(" ") }),
  };
}

/** What a package is called before it is there. */
function named(source: PluginSource): { name: string; version: string } {
  switch (source.type) {
    case "npm":
      return { name: source.package, version: source.version };
    case "catalog":
      return { name: source.package, version: source.version ?? "" };
    case "github":
      return { name: source.repository, version: source.tag ?? "" };
    case "tarball":
      return { name: "uploaded file", version: "" };
  }
}
