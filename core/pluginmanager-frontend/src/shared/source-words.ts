import type { PluginSource } from "@checkstack/pluginmanager-common";

/** Where a package came from, in one line: `npm: @acme/weather 1.2.0`. */
export function describeSource(source: PluginSource): string {
  switch (source.type) {
    case "npm":
      return `${source.registry ?? "npm"}: ${source.package} ${source.version}`;
    case "tarball":
      return "An uploaded file";
    case "github":
      return `${source.server ?? "GitHub"}: ${source.repository}${source.tag === undefined ? "" : ` ${source.tag}`}`;
    case "catalog":
      return `Catalog${source.catalog === undefined ? "" : ` ${source.catalog}`}: ${source.package}`;
  }
}

/** The same source, asked for its newest version; nothing for an upload, which has no newer one. */
export function newestOf(source: PluginSource): PluginSource | undefined {
  switch (source.type) {
    case "npm":
      return { ...source, version: "latest" };
    case "tarball":
      return undefined;
    case "github":
      return { type: "github", repository: source.repository, ...(source.server && { server: source.server }) };
    case "catalog":
      return { type: "catalog", package: source.package, ...(source.catalog && { catalog: source.catalog }) };
  }
}
