import {
  InstallationError,
  type Clock,
  type InstalledPackage,
  type Installations,
  type InstallConsent,
  type InstallEventAction,
  type Judgement,
  type OperationOptions,
  type OperationResult,
  type PackageChange,
} from "@checkstack/backend-api";
import type { ArtifactStore } from "./artifact-store.ts";
import { bringIn, type BringInOptions, type BroughtIn } from "./bring-in.ts";
import { hostVersions } from "./host-packages.ts";
import type { InstallationStore } from "./installation-store.ts";
import type { Lookups } from "./lookups.ts";
import { ModifiedError } from "./plugin-files.ts";
import { readStaged } from "./read-staged.ts";
import { callsOf, type StoredPackage, type StoredVersion } from "./stored-package.ts";
import { takeOut, type TakeOutOptions } from "./take-out.ts";
import { awaitVerdict } from "./untried.ts";
import type { VersionFiles } from "./version-files.ts";

export interface OperationsOptions extends TakeOutOptions, Omit<BringInOptions, "database"> {
  readonly store: InstallationStore;
  readonly artifacts: ArtifactStore;
  readonly files: Pick<VersionFiles, "remove">;
  readonly lookups: Lookups;
  readonly clock: Clock;
  /** Runs one operation after the other. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Ends what the platform keeps for a plugin beside its data. */
  readonly forgetPlugin: (pluginId: string) => Promise<void>;
  readonly onChange: (listener: (change: PackageChange) => void) => Disposable;
}

/** What can be asked about packages and done to them. */
export function createOperations(options: OperationsOptions): Installations {
  const { store, artifacts, lookups, files, leftOvers, journal, inTurn, server } = options;
  const bringInOptions: BringInOptions = { ...options, database: server.core };
  const now = (): Date => new Date(options.clock.now());

  return {
    async stage(bytes) {
      const staged = await readStaged(bytes);
      await artifacts.put(bytes);
      return staged;
    },
    // What was changed is as good as gone: whoever fetches it again puts it right.
    artifact: (sha256) =>
      artifacts.get(sha256).catch((error: unknown) => {
        if (error instanceof ModifiedError) return undefined;
        throw error;
      }),
    judge: async (sha256) => lookups.judge(await lookups.staged(sha256)),
    list: async () => (await store.packages()).map(describe),
    removal: async (name) => lookups.removal(await lookups.installed(name)),
    dependents: (pluginId) => lookups.dependents(pluginId),
    note: ({ step, outcome, detail, ...subject }) => journal.begin(subject).note(step, outcome, detail),
    hostVersions,
    events: (query) => store.events(query),
    onProgress: (listener) => journal.onEvent(listener),
    onChange: options.onChange,

    install: ({ sha256, source, runs, consents, actor, operationId }) =>
      concluded(async () => {
        const staged = await lookups.staged(sha256);
        const { manifest, signer = null } = staged;
        const judgement = await lookups.judge(staged);
        assertAllowed(judgement, consents);
        const kept = { version: manifest.version, sha256, manifest, source, signer, runs, installedAt: now() };
        return bringIn(bringInOptions, {
          current: await store.package(manifest.name),
          after: { ...kept, ...enabledBy(actor, kept) },
          by: { action: EVENT_ACTIONS[judgement.action], actor, operationId },
        });
      }),

    rollback: ({ name, version, actor, operationId }) =>
      concluded(async () => {
        const current = await lookups.installed(name);
        const kept = { ...keptVersion(current, version), installedAt: now() };
        const after = { ...kept, ...enabledBy(actor, kept) };
        return bringIn(bringInOptions, { current, after, by: { action: "rollback", actor, operationId } });
      }),

    enable: ({ name, actor, operationId }) =>
      concluded(async () => {
        const current = await lookups.installed(name);
        const after = { ...current, state: "enabled" as const };
        return bringIn(bringInOptions, { current, after, by: { action: "enable", actor, operationId } });
      }),

    disable: ({ name, actor, operationId }) =>
      inTurn(async () => {
        const current = await unneeded(name, "disabled");
        return takeOut(options, { current, becomes: "disabled", by: { actor, operationId } });
      }),

    uninstall: ({ name, data, actor, operationId }) =>
      inTurn(async () => {
        const current = await unneeded(name, "uninstalled");
        const becomes = data === "keep" ? "data-only" : "nothing";
        const result = await takeOut(options, { current, becomes, by: { actor, operationId } });
        for (const pluginId of result.pluginIds) await options.forgetPlugin(pluginId);
        for (const version of current.versions) await files.remove(version);
        return result;
      }),
  };

  /** Others go on while an instance that runs the plugins tries them. */
  async function concluded(work: () => Promise<BroughtIn>): Promise<OperationResult> {
    const { state, version, result } = await inTurn(work);
    if (state === "done") return result;
    return awaitVerdict(options, result).catch(async (error: unknown) => {
      await inTurn(() => leftOvers.clear(result.operationId, version));
      throw error;
    });
  }

  /** The package, unless others need its plugins. */
  async function unneeded(name: OperationOptions["name"], what: string): Promise<StoredPackage> {
    const current = await lookups.installed(name);
    const { dependents } = await lookups.removal(current);
    if (dependents.length === 0) return current;
    const named = dependents.map(({ pluginId, why }) => `plugin "${pluginId}" ${why}`).join(", ");
    throw new InstallationError(`${name} cannot be ${what}: ${named}`, { code: "HAS_DEPENDENTS", dependents });
  }
}

const EVENT_ACTIONS = {
  install: "install",
  reinstall: "install",
  upgrade: "upgrade",
  downgrade: "rollback",
} as const satisfies Record<Judgement["action"], InstallEventAction>;

const enabledBy = (actor: string, { manifest }: Pick<StoredVersion, "manifest">) => ({
  state: "enabled" as const,
  grantedCalls: callsOf(manifest),
  installedBy: actor,
});

function assertAllowed({ refusals, consents }: Judgement, given: readonly InstallConsent[]): void {
  if (refusals.length > 0) {
    throw new InstallationError(refusals.join(" "), { code: "INSTALL_REFUSED", reasons: refusals });
  }
  const missing = consents.filter(({ id }) => !given.includes(id));
  if (missing.length === 0) return;
  const message = missing.map(({ sentence }) => sentence).join(" ");
  throw new InstallationError(message, { code: "CONSENT_NEEDED", consents: missing });
}

function keptVersion({ name, version: current, versions }: StoredPackage, wanted: string): StoredVersion {
  const others = versions.filter(({ version }) => version !== current);
  const kept = others.find(({ version }) => version === wanted);
  if (kept) return kept;
  const choice =
    others.length === 0 ? "no other is kept" : `kept are ${others.map(({ version }) => version).join(", ")}`;
  throw new InstallationError(`${name} cannot go back to version ${wanted}; ${choice}`, {
    code: "VERSION_NOT_KEPT",
    version: wanted,
  });
}

const describe = (one: StoredPackage): InstalledPackage => ({
  sha256: one.sha256,
  size: one.size,
  manifest: one.manifest,
  ...(one.signer && { signer: one.signer }),
  source: one.source,
  state: one.state,
  ...(one.modified && { modified: one.modified }),
  runs: one.runs,
  grantedCalls: one.grantedCalls,
  installedAt: one.installedAt,
  installedBy: one.installedBy,
  versions: one.versions.map(({ version, sha256, installedAt, modified }) => ({
    version,
    sha256,
    installedAt,
    current: version === one.version,
    ...(modified && { modified }),
  })),
});
