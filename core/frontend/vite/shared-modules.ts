import type { Plugin } from "vite";

/** Routing by components and hooks. Data routers and everything for servers would triple the router's size. */
const ROUTER_NAMES = [
  "Link",
  "MemoryRouter",
  "NavLink",
  "Navigate",
  "Outlet",
  "Route",
  "Routes",
  "createPath",
  "createSearchParams",
  "generatePath",
  "matchPath",
  "matchRoutes",
  "parsePath",
  "resolvePath",
  "useBeforeUnload",
  "useHref",
  "useInRouterContext",
  "useLinkClickHandler",
  "useLocation",
  "useMatch",
  "useNavigate",
  "useNavigationType",
  "useOutlet",
  "useOutletContext",
  "useParams",
  "useResolvedPath",
  "useRoutes",
  "useSearchParams",
];

/** What plugins loaded at run time import by name and must share with the shell. */
export const sharedModules: readonly SharedModule[] = [
  { specifier: "react", format: "commonjs" },
  { specifier: "react/jsx-runtime", format: "commonjs" },
  { specifier: "react-dom", format: "commonjs" },
  { specifier: "react-dom/client", format: "commonjs" },
  { specifier: "react-router", format: "esm", names: ROUTER_NAMES },
  { specifier: "@tanstack/react-query", format: "esm" },
  { specifier: "zod", format: "esm", hasDefault: true },
  { specifier: "@orpc/client", format: "esm" },
  { specifier: "@orpc/contract", format: "esm" },
  { specifier: "@checkstack/common", format: "esm" },
  { specifier: "@checkstack/frontend-api", format: "esm" },
  { specifier: "@checkstack/ui", format: "esm" },
];

export interface SharedModule {
  specifier: string;
  /** The names of a CommonJS module must be written out one by one; `export *` would give only its default. */
  format: "esm" | "commonjs";
  /** What is offered, when that is less than everything: what nobody can import need not be in the shell's own chunk. */
  names?: readonly string[];
  /** Set when the module has a default export, which `export *` leaves out. */
  hasDefault?: boolean;
}

/**
 * Gives each shared module a facade of its own and writes the one static import map of the page, as the first element of
 * its head: browsers ignore a map that comes after the first module. The shell itself imports what stands behind the
 * facades, so that there is one React, in the build and in development.
 */
export function shareModules(modules: readonly SharedModule[]): Plugin {
  let isBuild = false;
  return {
    name: "checkstack:shared-modules",
    enforce: "pre",
    config: (_, { command }) => {
      isBuild = command === "build";
      const specifiers = modules.map(({ specifier }) => specifier);
      const commonjs = modules.filter(({ format }) => format === "commonjs").map(({ specifier }) => specifier);
      return {
        resolve: { dedupe: specifiers.filter((specifier) => !specifier.startsWith("@checkstack/")) },
        ...(!isBuild && { optimizeDeps: { include: commonjs } }),
      };
    },
    buildStart() {
      if (!isBuild) return;
      for (const { specifier } of modules) {
        this.emitFile({
          type: "chunk",
          id: PREFIX + specifier,
          name: fileName(specifier),
          preserveSignature: "strict",
        });
      }
    },
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    async load(id) {
      const found = modules.find(({ specifier }) => id === `\0${PREFIX}${specifier}`);
      return found && facadeOf(found);
    },
    transformIndexHtml: {
      order: "post",
      handler(_, { bundle }) {
        const imports: Record<string, string> = {};
        for (const { specifier } of modules) imports[specifier] = `/@id/__x00__${PREFIX}${specifier}`;
        for (const output of Object.values(bundle ?? {})) {
          if (output.type !== "chunk") continue;
          const specifier = output.facadeModuleId?.split(PREFIX)[1];
          if (specifier !== undefined) imports[specifier] = `/${output.fileName}`;
        }
        return [
          {
            tag: "script",
            attrs: { type: "importmap", nonce: "__CSP_NONCE__" },
            children: JSON.stringify({ imports }),
            injectTo: "head-prepend",
          },
        ];
      },
    },
  };
}

const PREFIX = "virtual:checkstack-shared/";

const fileName = (specifier: string): string => `shared-${specifier.replace(/^@/, "").replaceAll("/", "-")}`;

async function facadeOf({ specifier, format, names: offered, hasDefault }: SharedModule): Promise<string> {
  const source = JSON.stringify(specifier);
  if (offered) return `export { ${offered.join(", ")} } from ${source};`;
  if (format === "esm") return `export * from ${source};\n${hasDefault ? `export { default } from ${source};` : ""}`;
  const names = await exportedNames(specifier);
  return `import all from ${source};\nexport default all;\nexport const { ${names.join(", ")} } = all;`;
}

async function exportedNames(specifier: string): Promise<string[]> {
  const loaded: Record<string, unknown> = await import(specifier);
  return Object.keys(loaded).filter((name) => name !== "default" && /^[A-Za-z_$][\w$]*$/.test(name));
}
