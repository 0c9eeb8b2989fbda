import type { InstallingPlatform } from "./installing-platform.ts";

/** What a test does to the package "@acme/demo". */
export type OperationName = "install" | "rollback" | "uninstall" | "disable" | "none";

/** What is installed, and what the plugin answers. */
export interface InstalledState {
  readonly packages: readonly string[];
  readonly answer: unknown;
}

/** Carries out one operation; `bytes` are those of the package to install. */
export async function operate(
  platform: InstallingPlatform,
  { operation, bytes = new Uint8Array() }: { operation: OperationName; bytes?: Uint8Array },
): Promise<InstalledState> {
  const by = { name: "@acme/demo", actor: "Ada" };
  const operations: Record<OperationName, () => Promise<unknown>> = {
    install: () => platform.install(bytes),
    rollback: () => platform.installations.rollback({ ...by, version: "1.0.0" }),
    uninstall: () => platform.installations.uninstall({ ...by, data: "delete" }),
    disable: () => platform.installations.disable(by),
    none: async () => undefined,
  };
  await operations[operation]();
  const packages = await platform.installations.list();
  return {
    packages: packages.map(({ manifest, state, versions }) => `${manifest.version} ${state} of ${versions.length}`),
    answer: await platform.answerOf("demo"),
  };
}
