import { generateKeyPair, packPackage } from "@checkstack/plugin-package-node";
import * as z from "zod";
import type { RunningPlatform } from "./platform.ts";

export type Runs = "isolated" | "in-process";

/** Installs packages as an operator does who uploads them; their key is trusted to run within the platform's process. */
export interface Installer {
  /** Installs plugin `pluginId`, which answers `GET /api/<pluginId>/version`, or upgrades to this version of it. */
  install(pluginId: string, version: string, runs: Runs): Promise<void>;
}

export async function createInstaller(platform: RunningPlatform): Promise<Installer> {
  const key = generateKeyPair();
  const trusted = { name: "Bench", publicKey: key.publicKey, inProcess: true };
  await platform.call("POST", "/api/pluginmanager/publishers", trusted);
  return {
    async install(pluginId, version, runs) {
      const bytes = pack(pluginId, version);
      const upload = await fetch(`${platform.url}/api/pluginmanager/artifacts`, {
        method: "POST",
        headers: {
          cookie: platform.cookie,
          origin: platform.url,
          "content-type": "application/gzip",
          "content-disposition": `attachment; filename="${pluginId}.tgz"`,
        },
        body: bytes,
      });
      if (!upload.ok) throw new Error(`the upload answered ${upload.status}: ${await upload.text()}`);
      const { sha256 } = artifact.parse(await upload.json());
      await platform.call("POST", "/api/pluginmanager/install", {
        source: { type: "tarball", sha256 },
        confirm: `@bench/${pluginId}`,
        consents: runs === "in-process" ? ["in-process"] : [],
        runs,
      });
    },
  };

  function pack(pluginId: string, version: string): Uint8Array<ArrayBuffer> {
    const files = new Map([[`${pluginId}-backend/index.js`, new TextEncoder().encode(codeOf(pluginId, version))]]);
    const backend = { name: `@bench/${pluginId}-backend`, entry: `${pluginId}-backend/index.js`, calls: [] };
    const adds = { accessRules: [], procedures: [], signals: [], extensions: [] };
    const packageJson = {
      name: `@bench/${pluginId}`,
      version,
      type: "module",
      peerDependencies: { "@checkstack/backend-api": "^0.1.0" },
      checkstack: { type: "packed", format: 1, plugins: [{ pluginId, displayName: pluginId, backend, adds }] },
    };
    return new Uint8Array(packPackage({ files, packageJson, key }).bytes);
  }
}

const artifact = z.object({ sha256: z.string() });

/** A plugin with a contract and 2 MB that are let go with it. */
const codeOf = (pluginId: string, version: string): string => `
import { createBackendPlugin, implementContract } from "@checkstack/backend-api";
import { createContract, procedure } from "@checkstack/common";
import * as z from "zod";
const ballast = new Uint8Array(2_000_000).fill(1);
const metadata = { pluginId: "${pluginId}", displayName: "${pluginId}" };
const contract = createContract(metadata, {
  version: procedure.meta({ access: "public" }).route({ method: "GET", path: "/version" }).output(z.string()),
});
export default createBackendPlugin({
  metadata,
  register(registry) {
    registry.registerContract(contract);
    registry.registerInit({
      deps: {},
      init({ serve }) {
        const os = implementContract(contract);
        serve(contract, os.router({ version: os.version.handler(() => ballast[0] === 1 ? "${version}" : "") }));
      },
    });
  },
});
`;
