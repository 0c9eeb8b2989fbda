import { existsSync, globSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { Refusal } from "../pack/refusal.ts";

/**
 * The catalog of a workspace that takes the platform's packages, and what those are built on, from a checkout: Bun links
 * them without a look at what they depend on, which a checkout has installed already.
 */
export function linkCatalog(catalog: Readonly<Record<string, string>>, checkout: string): Record<string, string> {
  const root = realpathSync(checkout);
  const manifests = globSync(["package.json", "core/*/package.json"], { cwd: root }).toSorted();
  const own = new Map(manifests.map((file) => [nameOf(join(root, file)), dirname(join(root, file))]));
  if (!own.has("@checkstack/backend-api")) throw new Refusal([`${root} is no checkout of Checkstack`]);
  return Object.fromEntries(
    Object.keys(catalog).map((name) => {
      const folder =
        own.get(name) ?? [...own.values()].map((at) => join(at, "node_modules", name)).find((at) => existsSync(at));
      if (folder === undefined) throw new Refusal([`${root} has no ${name} installed; run npm start there once`]);
      return [name, `link:${folder}`];
    }),
  );
}

const nameOf = (file: string): string =>
  z.object({ name: z.string() }).parse(JSON.parse(readFileSync(file, "utf8"))).name;
