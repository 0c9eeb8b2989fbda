import manifest from "../package.json" with { type: "json" };

/** The version of the platform. */
export const VERSION = manifest.version;
