import { packPackage, type SigningKey } from "@checkstack/plugin-package-node";

/** A package of one or more small plugins, each of which says its name and its version on a page and through its API. */
export interface SmallPackage {
  readonly name: string;
  readonly version: string;
  readonly plugins: readonly SmallPlugin[];
  readonly key?: SigningKey;
  /** A range that the platform need not meet. */
  readonly needs?: string;
}

export interface SmallPlugin {
  /** Also its page: `weather` has `/weather`. */
  readonly pluginId: string;
  readonly displayName: string;
  /** What its start throws, for a version that does not come up. */
  readonly fails?: string;
}

/** Packs it as `plugin-pack` would, without a build: its code is there already. */
export function packSmall({ name, version, plugins, key, needs = "^0.1.0" }: SmallPackage): Buffer<ArrayBuffer> {
  const files = new Map(
    plugins.flatMap((plugin) => [
      [`${plugin.pluginId}-backend/index.js`, Buffer.from(backendOf(plugin, version))],
      [`${plugin.pluginId}-frontend/index.js`, Buffer.from(frontendOf(plugin, version))],
    ]),
  );
  const packageJson = {
    name,
    version,
    type: "module",
    license: "MIT",
    author: "Acme",
    peerDependencies: { "@checkstack/backend-api": needs, "@checkstack/frontend-api": "^0.1.0" },
    checkstack: { type: "packed", format: 1, plugins: plugins.map(described) },
  };
  return Buffer.from(packPackage({ files, packageJson, key }).bytes);
}

const described = ({ pluginId, displayName }: SmallPlugin) => ({
  pluginId,
  displayName,
  backend: { name: `@acme/${pluginId}-backend`, entry: `${pluginId}-backend/index.js`, calls: [] },
  frontend: { name: `@acme/${pluginId}-frontend`, entry: `${pluginId}-frontend/index.js` },
  adds: {
    accessRules: [],
    procedures: [{ method: "GET", path: `/${pluginId}/says`, access: "public" }],
    signals: [],
    extensions: [],
  },
});

const backendOf = ({ pluginId, displayName, fails }: SmallPlugin, version: string): string => `
import { createBackendPlugin, implementContract } from "@checkstack/backend-api";
import { createContract, procedure } from "@checkstack/common";
import * as z from "zod";
const metadata = ${JSON.stringify({ pluginId, displayName })};
const contract = createContract(metadata, {
  says: procedure.meta({ access: "public" }).route({ method: "GET", path: "/says" }).output(z.string()),
});
export default createBackendPlugin({
  metadata,
  register(registry) {
    registry.registerContract(contract);
    registry.registerInit({
      deps: {},
      init({ serve }) {
        ${fails === undefined ? "" : `throw new Error(${JSON.stringify(fails)});`}
        const os = implementContract(contract);
        serve(contract, os.router({ says: os.says.handler(() => ${JSON.stringify(`${displayName} ${version}`)}) }));
      },
    });
  },
});
`;

const frontendOf = ({ pluginId, displayName }: SmallPlugin, version: string): string => `
import { createFrontendPlugin } from "@checkstack/frontend-api";
import { PageHeader } from "@checkstack/ui";
import { createElement } from "react";
const Page = () => createElement(PageHeader, { title: ${JSON.stringify(`${displayName} ${version}`)} });
export default createFrontendPlugin({
  metadata: ${JSON.stringify({ pluginId, displayName })},
  routes: [{ path: "/${pluginId}", title: ${JSON.stringify(displayName)}, component: Page }],
  navItems: [
    { title: ${JSON.stringify(displayName)}, path: "/${pluginId}", icon: () => null, section: "monitor", order: 90 },
  ],
});
`;
