import type { Installations } from "@checkstack/backend-api";
import type { PluginInstaller } from "./plugin-installer.ts";
import { SourceError } from "./source-error.ts";

/** Takes what was uploaded before. */
export const createTarballInstaller = ({ artifact }: Pick<Installations, "artifact">): PluginInstaller<"tarball"> => ({
  type: "tarball",
  async fetch(source) {
    const bytes = await artifact(source.sha256);
    if (bytes) return { bytes, source };
    throw new SourceError("NOT_IN_SOURCE", "upload", "The uploaded file is not there any more; upload it again.");
  },
});
