import type { PluginSource, Preview } from "@checkstack/pluginmanager-common";

/** Fetches the packages of one kind of source. Installs nothing: what it gives is judged like any other file. */
export interface PluginInstaller<Type extends PluginSource["type"]> {
  readonly type: Type;
  /** Throws `SourceError` when the source has no such package, or does not answer as it should. */
  fetch(source: SourceOf<Type>, context: FetchContext): Promise<FetchedPackage>;
}

export type SourceOf<Type extends PluginSource["type"]> = Extract<PluginSource, { type: Type }>;

export interface FetchContext {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (bytes: { done: number; total?: number }) => void;
}

export interface FetchedPackage {
  readonly bytes: Uint8Array;
  /** With the exact version that was found, so that the same can be fetched again. */
  readonly source: PluginSource;
  readonly provenance?: NonNullable<Preview["provenance"]>;
  /** What a catalog says of the package, which it must turn out to be. */
  readonly expected?: ExpectedPackage;
}

export interface ExpectedPackage {
  readonly name: string;
  readonly version: string;
  /** The key that must have signed it. */
  readonly publicKey?: string | undefined;
}
