import type { EmitSignal, InstallConsent, Installations, Isolation, PluginDirectory } from "@checkstack/backend-api";
import { readPackage } from "@checkstack/plugin-package-node";
import type { ConsentId, Operation, PluginSource, Preview, Runs } from "@checkstack/pluginmanager-common";
import { ORPCError } from "@orpc/server";
import type { FetchedPackage } from "../installers/plugin-installer.ts";
import { makePreview } from "../preview/make-preview.ts";
import type { TrustStore } from "../trust/trust-store.ts";
import { fetchPackage, type Installers } from "./fetch-package.ts";
import { installHistory } from "./history.ts";
import type { Previewed } from "./previewed.ts";
import { createProgress, type OperationProgress } from "./progress.ts";

/** Looks at packages from any source and installs them. */
export interface InstallService {
  upload(bytes: Uint8Array): Promise<{ sha256: string; size: number; name: string; version: string }>;
  preview(asked: Asked): Promise<Preview>;
  install(asked: InstallAsked): Promise<Operation>;
}

export interface Asked {
  readonly source: PluginSource;
  readonly operationId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface InstallAsked extends Asked {
  readonly confirm: string;
  readonly consents: readonly ConsentId[];
  readonly sha256?: string | undefined;
  readonly runs: Runs;
  readonly actor: string;
}

export interface InstallServiceOptions {
  readonly installations: Installations;
  /** Made anew for each use: the settings may have changed. */
  readonly installers: () => Promise<Installers>;
  readonly trust: TrustStore;
  readonly plugins: PluginDirectory;
  readonly isolation: Pick<Isolation, "sandbox">;
  readonly previewed: Previewed;
  readonly emitSignal: EmitSignal;
}

export function createInstallService(options: InstallServiceOptions): InstallService {
  const { installations, trust, plugins, isolation, previewed, emitSignal } = options;
  const progressOf = (action: "install", operationId = Bun.randomUUIDv7()): OperationProgress =>
    createProgress({ emitSignal, action, operationId });

  return {
    async upload(bytes) {
      const { sha256, size, manifest } = await installations.stage(bytes);
      return { sha256, size, name: manifest.name, version: manifest.version };
    },

    async preview(asked) {
      const progress = progressOf("install", asked.operationId);
      const fetched = await fetchNow(asked, progress);
      const preview = await look(fetched);
      progress.step("done", "succeeded", `${preview.name} ${preview.version} was looked at; nothing is installed yet.`);
      return preview;
    },

    async install(asked) {
      const { actor, consents, runs } = asked;
      const progress = progressOf("install", asked.operationId);
      const { operationId } = progress;
      const history = installHistory({ installations, operationId, actor });
      const before = await fetchedBefore(asked);
      const preview = await history.fetching(asked.source, async () =>
        look(before ?? (await fetchNow(asked, progress))),
      );
      if (!before) await history.fetched(preview);
      assertSame(asked, preview);
      const refusals = refusalsOf(asked, preview);
      if (refusals.length > 0) {
        await history.refused(preview, refusals);
        throw new ORPCError("INSTALL_REFUSED", {
          status: 409,
          message: refusals.join(" "),
          data: { reasons: refusals },
        });
      }
      assertConfirmed(asked, preview);
      const { sha256, source } = preview;
      const agreed = consents.filter(isForCore);
      const result = await installations.install({ sha256, source, consents: agreed, runs, actor, operationId });
      const { name: packageName, version, pluginIds, detail } = result;
      const action = preview.action === "upgrade" ? "upgrade" : "install";
      return { operationId, action, packageName, version, pluginIds: [...pluginIds], detail };
    },
  };

  async function fetchNow({ source, signal }: Asked, progress: OperationProgress): Promise<FetchedPackage> {
    progress.step("fetch", "started", "The package is being fetched.");
    const context = { signal, onProgress: progress.fetched };
    try {
      const fetched = await fetchPackage(await options.installers(), source, context);
      progress.step("fetch", "succeeded", `${fetched.bytes.length} bytes were fetched.`);
      progress.step("check", "started", "The package is being checked.");
      const { sha256 } = await installations.stage(fetched.bytes);
      const { bytes: _, ...rest } = fetched;
      previewed.keep(source, { ...rest, sha256 });
      return fetched;
    } catch (error) {
      progress.step("done", "failed", error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  /** The file that was previewed, when it is still there. */
  async function fetchedBefore({ source, sha256 }: InstallAsked): Promise<FetchedPackage | undefined> {
    const found = sha256 === undefined ? undefined : previewed.find(source, sha256);
    const bytes = found && (await installations.artifact(found.sha256));
    return found && bytes && { ...found, bytes };
  }

  async function look({ bytes, ...fetched }: FetchedPackage): Promise<Preview> {
    const read = await readPackage(bytes);
    const [judgement, installed, hostVersions, policy, publishers, sandbox] = await Promise.all([
      installations.judge(read.sha256),
      installations.list(),
      installations.hostVersions(),
      trust.policy(),
      trust.publishers(),
      isolation.sandbox(),
    ]);
    const ids = [
      ...plugins.reports().map(({ metadata }) => metadata.pluginId),
      ...installed.flatMap(({ manifest }) => manifest.plugins.map(({ pluginId }) => pluginId)),
    ];
    const facts = { fetched, read, judgement, installed, hostVersions, policy, publishers, sandbox };
    return makePreview({ ...facts, pluginIds: ids });
  }
}

const refusalsOf = ({ runs }: InstallAsked, preview: Preview): string[] => [
  ...preview.refusals,
  ...(preview.runs.includes(runs)
    ? []
    : ["Only what a trusted key signed that may do so runs within the platform's process."]),
];

/** Refuses what is not the package that the operator looked at. */
function assertSame({ sha256 }: InstallAsked, preview: Preview): void {
  if (sha256 === undefined || sha256 === preview.sha256) return;
  throw new ORPCError("PACKAGE_CHANGED", {
    status: 409,
    message: "The source gives another package than the one that was looked at; look at it again.",
    data: { previewed: sha256, found: preview.sha256 },
  });
}

/** Refuses unless the operator said yes to all that there is. */
function assertConfirmed({ confirm, consents, runs }: InstallAsked, preview: Preview): void {
  const asked = runs === "in-process" ? [...preview.consents, IN_PROCESS] : preview.consents;
  const missing = asked.filter(({ id }) => !consents.includes(id));
  if (confirm === preview.name && missing.length === 0) return;
  const name = confirm === preview.name ? [] : [`Type the name of the package, ${preview.name}, to confirm.`];
  throw new ORPCError("CONFIRMATION_NEEDED", {
    status: 409,
    message: [...name, ...missing.map(({ sentence }) => sentence)].join(" "),
    data: { confirm: preview.name, consents: missing },
  });
}

const IN_PROCESS = {
  id: "in-process",
  sentence: "Within the platform's process its code can do whatever the platform can.",
} as const;

const isForCore = (id: ConsentId): id is InstallConsent => id === "downgrade" || id === "other-publisher";
