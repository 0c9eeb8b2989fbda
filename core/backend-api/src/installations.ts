import type { PackedPlugin } from "@checkstack/common";

/**
 * Packages of plugins that are installed while the platform runs. What it does is done in every instance: the tables say
 * what is wanted, and each instance brings itself there.
 *
 * Every operation is tried in this instance first and written down once it succeeded, in one transaction; what fails leaves
 * everything as it was. Throws `InstallationError` for what an operator can put right.
 */
export interface Installations {
  /** Takes a packed file in, so that it can be installed within the next hour. Runs none of its code. */
  stage(bytes: Uint8Array): Promise<StagedPackage>;
  /** A packed file that was staged or belongs to a kept version; `undefined` when it is not there any more. */
  artifact(sha256: string): Promise<Uint8Array | undefined>;
  /** What installing a staged package would be, what it needs a yes for and what forbids it. */
  judge(sha256: string): Promise<Judgement>;
  list(): Promise<readonly InstalledPackage[]>;
  /** Installs a staged package or upgrades to it, and enables it. Of the version that is installed, it puts the files right. */
  install(options: InstallOptions): Promise<OperationResult>;
  /** Goes back, or forward, to a kept version. */
  rollback(options: OperationOptions & { readonly version: string }): Promise<OperationResult>;
  enable(options: OperationOptions): Promise<OperationResult>;
  /** Stops the plugins of a package in every instance. Refuses while others need them. */
  disable(options: OperationOptions): Promise<OperationResult>;
  /** Refuses while other plugins need those of the package. */
  uninstall(options: OperationOptions & { readonly data: "keep" | "delete" }): Promise<OperationResult>;
  /** What an uninstall would take along. */
  removal(name: string): Promise<PackageRemoval>;
  /** Plugins outside of its own package that need a plugin, whatever brought it. */
  dependents(pluginId: string): Promise<readonly PluginDependent[]>;
  /** Writes down a step before the installation itself, such as fetching, and tells it to those who listen. */
  note(step: NotedStep): Promise<void>;
  /** Versions of the packages that the platform gives to plugins, by name. */
  hostVersions(): Promise<Readonly<Record<string, string>>>;
  /** Newest first. */
  events(query: InstallEventQuery): Promise<readonly InstallEvent[]>;
  /** Calls `listener` with every step that this instance takes, until disposed. */
  onProgress(listener: (event: InstallEvent) => void): Disposable;
  /** Calls `listener` after this instance took a change over, with the plugins that it concerns, until disposed. */
  onChange(listener: (change: PackageChange) => void): Disposable;
}

export type PackageRuns = "isolated" | "in-process";

/** What a package says of itself, as the platform keeps it. */
export interface InstalledManifest {
  /** `@acme/weather` */
  readonly name: string;
  readonly version: string;
  readonly description?: string | undefined;
  readonly author?: string | undefined;
  readonly license?: string | undefined;
  readonly homepage?: string | undefined;
  /** The packages of the platform that it is written for, with the ranges of versions that fit. */
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly plugins: readonly PackedPlugin[];
  /** `sha256-<base64>` of every file, by its path. */
  readonly files: Readonly<Record<string, string>>;
}

/** Whose key made the sound signature of a package. Whether the key is trusted is for others to say. */
export interface PackageSigner {
  readonly keyId: string;
  readonly publicKey: string;
}

export interface StagedPackage {
  /** Of the packed file, in hexadecimal. */
  readonly sha256: string;
  /** Bytes of the packed file. */
  readonly size: number;
  readonly manifest: InstalledManifest;
  readonly signer?: PackageSigner;
}

export type InstallAction = "install" | "upgrade" | "downgrade" | "reinstall";

export interface Judgement {
  readonly action: InstallAction;
  /** What must be said yes to, by its id, with a sentence that says what it is. */
  readonly consents: readonly { readonly id: InstallConsent; readonly sentence: string }[];
  /** Why it cannot be installed, one sentence each. */
  readonly refusals: readonly string[];
}

/** An older version than the installed one; plugin ids or data that were somebody else's. */
export type InstallConsent = "downgrade" | "other-publisher";

export interface KeptVersion {
  readonly version: string;
  readonly sha256: string;
  /** When it was last installed, upgraded or rolled back to. */
  readonly installedAt: Date;
  readonly current: boolean;
  /** Why it cannot be gone back to: its bytes are not any more what was installed. One sentence. */
  readonly modified?: string;
}

export interface InstalledPackage extends StagedPackage {
  /** Where it was fetched from, without secrets, as `install` was told. */
  readonly source: unknown;
  readonly state: "enabled" | "disabled";
  /** Why it is not any more what was installed, in a sentence. What runs of it goes on; nothing new of it is loaded. */
  readonly modified?: string;
  readonly runs: PackageRuns;
  /** Plugins whose contracts its plugins may call. */
  readonly grantedCalls: readonly string[];
  readonly installedAt: Date;
  readonly installedBy: string;
  /** Newest first. */
  readonly versions: readonly KeptVersion[];
}

export interface OperationOptions {
  /** `@acme/weather` */
  readonly name: string;
  /** The name of who does it. */
  readonly actor: string;
  /** By which its events can be found; made when absent. */
  readonly operationId?: string | undefined;
}

export interface InstallOptions extends Omit<OperationOptions, "name"> {
  readonly sha256: string;
  /** Plain data without secrets. */
  readonly source: unknown;
  readonly consents: readonly InstallConsent[];
  readonly runs: PackageRuns;
}

export interface OperationResult {
  readonly operationId: string;
  readonly name: string;
  readonly version: string;
  readonly pluginIds: readonly string[];
  /** One sentence: what is now true. */
  readonly detail: string;
}

export interface PluginDependent {
  readonly pluginId: string;
  /** What it needs, in a few words: `calls it`. */
  readonly why: string;
}

export interface PackageRemoval {
  readonly dependents: readonly PluginDependent[];
  /** Tables with their size; the same data can be kept. */
  readonly data: readonly { readonly pluginId: string; readonly table: string; readonly bytes: number }[];
}

/** `load` is what an instance does that follows another; `verify` is what came of comparing bytes with their hashes. */
export type InstallEventAction =
  | "install"
  | "upgrade"
  | "rollback"
  | "enable"
  | "disable"
  | "uninstall"
  | "load"
  | "verify";
export type InstallStep = "fetch" | "check" | "store" | "load" | "remove" | "done";

export interface InstallEvent {
  /** Sorts as the events came. */
  readonly id: string;
  readonly operationId: string;
  readonly at: Date;
  readonly name: string;
  readonly version: string;
  readonly pluginIds: readonly string[];
  readonly action: InstallEventAction;
  readonly step: InstallStep;
  readonly outcome: "started" | "succeeded" | "failed";
  readonly detail: string;
  /** `platform` for what happened by itself. */
  readonly actor: string;
}

export type NotedStep = Omit<InstallEvent, "id" | "at">;

export interface InstallEventQuery {
  readonly limit: number;
  /** Those older than the event of this id. */
  readonly before?: string | undefined;
  readonly name?: string | undefined;
  readonly pluginId?: string | undefined;
}

export interface PackageChange {
  readonly name: string;
  readonly pluginIds: readonly string[];
}

export type InstallationProblem =
  | { readonly code: "PACKAGE_REFUSED"; readonly reasons: readonly string[] }
  | { readonly code: "NOT_STAGED"; readonly sha256: string }
  | { readonly code: "NOT_INSTALLED"; readonly name: string }
  | { readonly code: "VERSION_NOT_KEPT"; readonly version: string }
  | { readonly code: "INSTALL_REFUSED"; readonly reasons: readonly string[] }
  | { readonly code: "CONSENT_NEEDED"; readonly consents: Judgement["consents"] }
  | { readonly code: "HAS_DEPENDENTS"; readonly dependents: readonly PluginDependent[] }
  /** Another instance changed the same package meanwhile. */
  | { readonly code: "BUSY" }
  /** It was tried, and everything is as before. */
  | { readonly code: "OPERATION_FAILED"; readonly step: InstallStep };

/** An operation on packages that was refused or failed; its message is one sentence for people. */
export class InstallationError extends Error {
  override readonly name = "InstallationError";
  readonly problem: InstallationProblem;

  constructor(message: string, problem: InstallationProblem, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}
