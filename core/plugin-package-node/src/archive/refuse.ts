import { PackageRefusedError } from "../plugin-package.ts";

/** Ends the reading of a package for one reason. */
export function refuse(sentence: string, options?: ErrorOptions): never {
  throw new PackageRefusedError([sentence], options);
}

/** A name out of an archive, as it can be shown. */
export const shown = (name: string): string => JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
