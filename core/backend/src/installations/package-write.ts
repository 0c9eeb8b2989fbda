import type { InstallEvent } from "@checkstack/backend-api";
import * as z from "zod";
import { insertEvent, type Run } from "./installation-store.ts";
import { pluginIdsOf, type Fallback, type PluginOwner, type StoredVersion } from "./stored-package.ts";

/** A change is written only if the package is still as it was when the change began. */
export interface PackageChangeBase {
  readonly name: string;
  /** The generation that the change is based on; `undefined` for a package that is not there. */
  readonly before: string | undefined;
  /** Written with it. */
  readonly event: InstallEvent;
}

export interface PackageState extends Omit<StoredVersion, "installedAt"> {
  readonly state: "enabled" | "disabled";
  readonly grantedCalls: readonly string[];
  readonly installedAt: Date;
  readonly installedBy: string;
  /** Set for what no instance has tried yet. */
  readonly fallback: Fallback | null;
}

/** Somebody else changed the package meanwhile, or another one with the same plugin ids. */
export class PackageChangedError extends Error {
  override readonly name = "PackageChangedError";
}

/** Where instances hear that there is something to take over. */
export const PLUGIN_CHANNEL = "checkstack_plugins";
/** Beside the current one. */
const KEPT_VERSIONS = 3;

/**
 * Writes down what a package is now and tells every instance; the caller has a transaction open. Returns the package's new
 * generation. Throws `PackageChangedError`.
 */
export async function savePackage(run: Run, base: PackageChangeBase, after: PackageState): Promise<string> {
  await begin(run, base);
  const generation = await upsertPackage(run, base.name, after);
  await finish(run, base);
  return generation;
}

/** Writes down that a package is gone, and that some of its plugin ids are nobody's from now on. As `savePackage` otherwise. */
export async function removePackage(run: Run, base: PackageChangeBase, disowned: readonly string[]): Promise<void> {
  await begin(run, base);
  await run("delete from plugin_packages where name = $1", [base.name]);
  await run("delete from plugin_owners where plugin_id = any($1) and package_name = $2", [disowned, base.name]);
  await finish(run, base);
}

/** Writes down that a version which nobody had tried comes up. Throws `PackageChangedError` when another instance was first. */
export async function confirmPackage(run: Run, base: PackageChangeBase): Promise<void> {
  await begin(run, base);
  await assertUntried(run, base.name);
  await run("update plugin_packages set fallback = null where name = $1", [base.name]);
  await finish(run, base);
}

export async function assertUntried(run: Run, name: string): Promise<void> {
  const [row] = await run("select 1 from plugin_packages where name = $1 and fallback is not null", [name]);
  if (!row) throw new PackageChangedError(`package "${name}" came up in another instance`);
}

/** Makes plugin ids whose they were before a version came that did not come up. The caller has a transaction open. */
export async function restoreOwners(
  run: Run,
  { name, pluginIds, owners }: { name: string; pluginIds: readonly string[]; owners: readonly PluginOwner[] },
): Promise<void> {
  await lockOwners(run);
  await run("delete from plugin_owners where plugin_id = any($1) and package_name = $2", [pluginIds, name]);
  await run(
    `insert into plugin_owners (plugin_id, package_name, public_key)
     select o."pluginId", o."packageName", o."publicKey"
     from jsonb_to_recordset($1::jsonb) as o("pluginId" text, "packageName" text, "publicKey" text)
     on conflict do nothing`,
    [JSON.stringify(owners)],
  );
}

/** One change at a time: two packages may want the same plugin id. An advisory lock could be held by any login. */
export async function lockOwners(run: Run): Promise<void> {
  await run("lock table plugin_owners in share row exclusive mode", []);
}

async function begin(run: Run, { name, before, event }: PackageChangeBase): Promise<void> {
  await lockOwners(run);
  await assertNotGivenUp(run, event);
  const [row] = await run("select generation from plugin_packages where name = $1", [name]);
  const current = z.object({ generation: z.string() }).optional().parse(row)?.generation;
  if (current === before) return;
  throw new PackageChangedError(`package "${name}" was changed by somebody else meanwhile; look at it and try again`);
}

/** Others took this process for dead, and took back what it had begun. */
async function assertNotGivenUp(run: Run, { operationId, name }: InstallEvent): Promise<void> {
  const [row] = await run(
    "select 1 from plugin_install_events where operation_id = $1 and outcome = 'failed' and actor = 'platform'",
    [operationId],
  );
  if (row) throw new PackageChangedError(`"${name}" took so long that another instance gave it up; try again`);
}

async function finish(run: Run, { name, event }: PackageChangeBase): Promise<void> {
  await insertEvent(run, event);
  await run("select pg_notify($1, $2)", [PLUGIN_CHANNEL, name]);
}

async function upsertPackage(run: Run, name: string, after: PackageState): Promise<string> {
  const version = [
    name,
    after.version,
    after.sha256,
    JSON.stringify(after.manifest),
    JSON.stringify(after.source ?? null),
    after.signer && JSON.stringify(after.signer),
    after.runs,
    after.installedAt,
  ];
  const [row] = await run(
    `insert into plugin_packages
       (name, version, sha256, manifest, source, signature, runs, installed_at, state, granted_calls, installed_by,
        fallback)
     values ($1, $2, $3, $4::jsonb, $5::jsonb, $6::jsonb, $7, $8, $9, $10, $11, $12::jsonb)
     on conflict (name) do update set version = excluded.version, sha256 = excluded.sha256, manifest = excluded.manifest,
       source = excluded.source, signature = excluded.signature, runs = excluded.runs,
       installed_at = excluded.installed_at, state = excluded.state, granted_calls = excluded.granted_calls,
       installed_by = excluded.installed_by, generation = excluded.generation, fallback = excluded.fallback
     returning generation`,
    [...version, after.state, after.grantedCalls, after.installedBy, after.fallback && JSON.stringify(after.fallback)],
  );
  await run(
    `insert into plugin_versions (name, version, sha256, manifest, source, signature, runs, installed_at)
     values ($1, $2, $3, $4::jsonb, $5::jsonb, $6::jsonb, $7, $8)
     on conflict (name, version) do update set sha256 = excluded.sha256, manifest = excluded.manifest,
       source = excluded.source, signature = excluded.signature, runs = excluded.runs,
       installed_at = excluded.installed_at`,
    version,
  );
  await run(
    `delete from plugin_versions where name = $1 and version <> $2 and version not in (
       select version from plugin_versions where name = $1 and version <> $2 order by installed_at desc limit ${KEPT_VERSIONS})`,
    [name, after.version],
  );
  await own(run, name, after);
  return z.object({ generation: z.string() }).parse(row).generation;
}

/** Takes the ids, unless another package that is installed has one. */
async function own(run: Run, name: string, { manifest, signer }: PackageState): Promise<void> {
  const pluginIds = pluginIdsOf(manifest);
  const [taken] = await run(
    `select p.name from plugin_packages p, jsonb_array_elements(p.manifest -> 'plugins') plugin
     where p.name <> $1 and plugin ->> 'pluginId' = any($2) limit 1`,
    [name, pluginIds],
  );
  if (taken) throw new PackageChangedError(`another package with plugins of "${name}" was installed meanwhile`);
  await run(
    `insert into plugin_owners (plugin_id, package_name, public_key) select unnest($2::text[]), $1, $3
     on conflict (plugin_id) do update set package_name = excluded.package_name, public_key = excluded.public_key`,
    [name, pluginIds, signer?.publicKey ?? null],
  );
}
