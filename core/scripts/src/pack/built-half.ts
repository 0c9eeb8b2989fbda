import type { Half } from "./project.ts";

/** Files by their path within a half: `index.js`. */
export type HalfFiles = ReadonlyMap<string, Uint8Array>;

/** A half of a plugin, and what it was built into. */
export interface BuiltHalf {
  readonly half: Half;
  readonly files: HalfFiles;
  /** The third-party packages that became part of it. */
  readonly bundled: readonly BundledPackage[];
}

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** Where it is installed. */
  readonly folder: string;
}
