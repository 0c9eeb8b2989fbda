/** One server process of the installation, as this one knows it. */
export interface InstanceReport {
  readonly id: string;
  /** The machine it runs on. */
  readonly name: string;
  /** Where the other instances reach it. */
  readonly url: string;
  readonly version: string;
  /** The process that answers. */
  readonly isThis: boolean;
  /** `lost`: it ended without a word, or cannot be reached by the database. */
  readonly state: "starting" | "running" | "draining" | "lost";
  readonly startedAt: Date;
  /** How long ago it was last heard of. */
  readonly heartbeatAgeMs: number;
  readonly load: {
    /** Calls and requests of other instances that it is answering. */
    readonly running: number;
    /** How late its event loop was at worst in the last second. */
    readonly lagMs: number;
    readonly memoryMb: number;
  };
  readonly plugins: readonly InstancePlugin[];
}

/** A plugin that an instance has. */
export interface InstancePlugin {
  readonly pluginId: string;
  readonly displayName: string;
  readonly packageName: string;
  readonly version: string;
  readonly state: "registered" | "ready" | "blocked" | "failed";
  readonly reason?: string;
  /** In a process of its own, on that instance's machine. */
  readonly isolated: boolean;
}

/** The processes of the installation. */
export interface Instances {
  /** This one first, the others by age. */
  list(): readonly InstanceReport[];
  /** Calls `listener` after an instance came, changed, was lost or left, until disposed. */
  onChange(listener: () => void): Disposable;
}
