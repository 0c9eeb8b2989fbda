import { packPackage, type SigningKey } from "@checkstack/plugin-package-node";

/** A small package; its code is of no matter here. */
export function packed(options: { name?: string; version?: string; key?: SigningKey; text?: string } = {}): Uint8Array {
  const { name = "@acme/weather", version = "1.0.0", key, text = "export default {};" } = options;
  const adds = { accessRules: [], procedures: [], signals: [], extensions: [] };
  const backend = { name: "@acme/weather-backend", entry: "weather-backend/index.js" };
  return packPackage({
    files: new Map([["weather-backend/index.js", Buffer.from(text)]]),
    packageJson: {
      name,
      version,
      checkstack: {
        type: "packed",
        format: 1,
        plugins: [{ pluginId: "weather", displayName: "Weather", backend, adds }],
      },
    },
    key,
  }).bytes;
}
