/** What stands in a new plugin where the template says `sample` and `@acme`. */
export interface PluginNames {
  /** `night-watch` */
  readonly pluginId: string;
  /** `@acme` */
  readonly scope: string;
}

/** Puts the names of a new plugin into a text or path of the template. */
export const renameSample = (text: string, { pluginId, scope }: PluginNames): string =>
  text
    .replaceAll("@acme/", `${scope}/`)
    .replaceAll("acme-", `${scope.slice(1)}-`)
    .replaceAll("Sample", displayNameOf(pluginId))
    .replaceAll("sample", pluginId);

/** `night-watch` is shown as `Night watch`. */
const displayNameOf = (pluginId: string): string =>
  pluginId.charAt(0).toUpperCase() + pluginId.slice(1).replaceAll("-", " ");
