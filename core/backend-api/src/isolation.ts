/** What a process of a plugin cannot do here. It depends on the machine; what does not hold is told, not hidden. */
export interface SandboxReport {
  /** `hidden`: it sees system files, code and a folder of its own, and nothing else of the disk. */
  readonly files: "hidden" | "visible";
  /** `hidden`: it sees no other process, nor another's environment. */
  readonly processes: "hidden" | "visible";
  /** `own`: a user who owns nothing else. */
  readonly user: "own" | "shared";
}

/** How one plugin runs. A process of its own has an empty environment and no login but its own, whatever the sandbox. */
export type PluginPlace =
  | { readonly place: "in-process" }
  | {
      readonly place: "own-process";
      readonly maxMemoryBytes: number;
      /** Absent while it does not run. */
      readonly process?: {
        readonly pid: number;
        /** `undefined` where the system does not say. */
        readonly memoryBytes: number | undefined;
        readonly sandbox: SandboxReport;
      };
    };

/** Moves plugins into processes of their own and back, while everything runs. */
export interface Isolation {
  /** What a plugin in `directory` would be kept from here; without one, any that everybody may read. */
  sandbox(directory?: string): Promise<SandboxReport>;
  /** `undefined` for a plugin that does not run here. */
  placeOf(pluginId: string): PluginPlace | undefined;
  /**
   * Starts the plugin in the other place, and takes it there once it is well; goes on as before when it is not. This machine
   * keeps it there, over restarts too. Rejects never: `reason` says why it did not move.
   */
  move(
    pluginId: string,
    to: PluginPlace["place"],
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }>;
}
