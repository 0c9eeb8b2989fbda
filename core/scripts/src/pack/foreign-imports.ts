import { isBuiltin } from "node:module";
import { FRONTEND_MODULES, HOST_PACKAGES } from "@checkstack/plugin-package-node";
import type { Half } from "./project.ts";

/** What a built module still imports and nobody will give it, one sentence each. */
export function foreignImports({ text, half }: { text: string; half: Half }): string[] {
  const imported = new Set(new Bun.Transpiler({ loader: "js" }).scanImports(text).map(({ path }) => path));
  const isGiven = half.kind === "backend" ? isGivenToBackends : isGivenToFrontends;
  return [...imported].filter((path) => !path.startsWith(".") && !isGiven(path)).map((path) => sentence(half, path));
}

const isGivenToBackends = (path: string): boolean =>
  isBuiltin(path) || /^bun(:|$)/.test(path) || HOST_PACKAGES.backend.some((name) => `${path}/`.startsWith(`${name}/`));

const isGivenToFrontends = (path: string): boolean => FRONTEND_MODULES.some((name) => name === path);

function sentence({ kind, name }: Half, path: string): string {
  if (kind === "backend") {
    return `${name} still imports "${path}" after it was built, which the platform does not give; install and declare it`;
  }
  return `${name} imports "${path}", which the shell does not share; it shares ${FRONTEND_MODULES.join(", ")}`;
}
