import type { PluginSource } from "@checkstack/pluginmanager-common";
import type { FetchContext, FetchedPackage, PluginInstaller } from "../installers/plugin-installer.ts";

export interface Installers {
  readonly npm: PluginInstaller<"npm">;
  readonly tarball: PluginInstaller<"tarball">;
  readonly github: PluginInstaller<"github">;
  readonly catalog: PluginInstaller<"catalog">;
}

/** Fetches a package by the installer of its source. */
export function fetchPackage(
  installers: Installers,
  source: PluginSource,
  context: FetchContext,
): Promise<FetchedPackage> {
  switch (source.type) {
    case "npm":
      return installers.npm.fetch(source, context);
    case "tarball":
      return installers.tarball.fetch(source, context);
    case "github":
      return installers.github.fetch(source, context);
    case "catalog":
      return installers.catalog.fetch(source, context);
  }
}
