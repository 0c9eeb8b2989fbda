import type { Plugin, Rolldown } from "vite";

/**
 * Cuts what the first page needs into few files: `first`, which is the shell and all that it and its plugins are built on, and
 * one small file for each built-in plugin, so that one of them that throws while it loads takes neither the shell nor the others
 * along. In the pieces that the sources have it would be seventy requests, each of which names the next; here the page names
 * all of them. What is fetched only when a page is opened stays apart.
 */
export function firstLoad(): Plugin {
  /** Which plugin a module is loaded with at once. */
  const owners = new Map<string, string>();
  return {
    name: "checkstack:first-load",
    apply: "build",
    config: () => ({
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [
                // Without what they import: a plugin that other plugins need in order to load would take them along.
                {
                  name: (id) => owners.get(id) ?? null,
                  debugName: "built-in plugins",
                  test: (id) => owners.has(id),
                  includeDependenciesRecursively: false,
                  priority: 2,
                },
                { name: "first", test: (id) => SHELL.test(id) || PLUGIN.test(id), priority: 1 },
              ],
            },
          },
        },
      },
    }),
    buildEnd() {
      for (const index of [...this.getModuleIds()].filter((id) => PLUGIN.test(id))) {
        const folder = index.replace(/index\.tsx?$/, "");
        const modules = [index];
        // Grows while it is walked.
        for (const id of modules) {
          owners.set(id, `builtin-${PLUGIN.exec(index)?.[1] ?? ""}`);
          const imported = this.getModuleInfo(id)?.importedIds ?? [];
          modules.push(...imported.filter((next) => next.startsWith(folder) && !owners.has(next)));
        }
      }
    },
    generateBundle: {
      order: "post",
      handler: (_, bundle) => leaveOutFacades(bundle),
    },
    transformIndexHtml: {
      order: "post",
      handler: (_, { bundle }) =>
        chunksOf(bundle ?? {})
          .filter(({ moduleIds }) => moduleIds.some((id) => PLUGIN.test(id)))
          .map(({ fileName }) => ({
            tag: "link",
            attrs: { rel: "modulepreload", crossorigin: "", href: `/${fileName}` },
            injectTo: "head",
          })),
    },
  };
}

const SHELL = /\/core\/frontend\/src\/main\.tsx$/;
const PLUGIN = /\/core\/([a-z]+)-frontend\/src\/index\.tsx?$/;

type Bundle = Rolldown.OutputBundle;

const chunksOf = (bundle: Bundle): Rolldown.OutputChunk[] =>
  Object.values(bundle).filter((output) => output.type === "chunk");

/**
 * The bundler gives each plugin a second file, which says no more than `export { t as default } from` the first one, and which
 * nobody could know of before the shell runs. The shell imports the first one itself instead.
 */
function leaveOutFacades(bundle: Bundle): void {
  const chunks = chunksOf(bundle);
  for (const facade of chunks.filter(({ facadeModuleId }) => PLUGIN.test(facadeModuleId ?? ""))) {
    const [, name, file] = FACADE.exec(facade.code) ?? [];
    if (name === undefined || file === undefined) {
      throw new Error(`${facade.fileName} was not built as the bundler used to; look at first-load.ts.`);
    }
    const own = facade.fileName.replace(/^.*\//, "");
    const imported = new RegExp(String.raw`import\((["'\x60])\./${own}\1\)`, "g");
    for (const chunk of chunks) {
      chunk.code = chunk.code
        .replace(imported, () => `import("./${file}").then(module => ({ default: module.${name} }))`)
        .replaceAll(facade.fileName, () => facade.fileName.replace(own, file));
    }
    delete bundle[facade.fileName];
  }
}

const FACADE = /^export\s*\{\s*([\w$]+) as default\s*\}\s*from\s*"\.\/(builtin-[^"]+)";\s*$/;
