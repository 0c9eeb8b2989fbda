import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeAccess, type Access } from "./access-file.ts";
import { EmbeddedPostgresError, explainOutput } from "./embedded-postgres-error.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { giveTo, type ServerRunner, type ServerUser } from "./server-user.ts";

const superuser = "postgres";
/** For the superuser, from this machine. */
export const databaseUrl = ({ password, port }: { password: string; port: number }): string =>
  `postgres://${superuser}:${password}@127.0.0.1:${port}/${databaseName}`;

const databaseName = "checkstack";

/** Throws when the folder was not made by this version of PostgreSQL. */
export function checkDatabaseFolder(folder: string, { major }: PostgresBinaries): void {
  const versionFile = join(folder, "PG_VERSION");
  if (!existsSync(versionFile)) {
    throw new EmbeddedPostgresError(
      "NOT_A_DATA_FOLDER",
      `"${folder}" exists but holds no PostgreSQL database; move it away, or set CHECKSTACK_DATA_DIR to another folder.`,
    );
  }
  const version = readFileSync(versionFile, "utf8").trim();
  if (version === major) return;
  throw new EmbeddedPostgresError(
    "OTHER_VERSION",
    `The database in "${folder}" was made by PostgreSQL ${version}, this is ${major}; start it with the version of Checkstack that made it, or set DATABASE_URL to a PostgreSQL that holds a copy of its data.`,
  );
}

/** Makes the database. A kill in the middle leaves nothing that a later start would take for one. */
export async function makeDatabaseFolder(options: {
  dataDir: string;
  folder: string;
  access: Access;
  binaries: PostgresBinaries;
  runner: ServerRunner;
  durable: boolean;
}): Promise<void> {
  const { dataDir, folder, access, binaries, runner, durable } = options;
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const passwordFile = join(draft, "password");
  const cluster = join(draft, "cluster");
  mkdirSync(cluster, { mode: 0o700 });
  writeFileSync(passwordFile, access.password, { mode: 0o600 });
  giveTo(runner.user, draft);

  const run = async (command: string[], input?: string) => {
    const program = runner.spawn(command, { cwd: draft, input });
    const [code, stdout, stderr] = await Promise.all([program.exited, program.stdout.text(), program.stderr.text()]);
    if (code !== 0) throw explainOutput(`${stdout}\n${stderr}`, dataDir);
  };
  await run([
    binaries.initdb,
    `--pgdata=${cluster}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // PostgreSQL's own locale: the same order on every system, and no index breaks when the system is upgraded.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
    ...(durable ? [] : ["--no-sync"]),
  ]);
  await run(
    [binaries.postgres, "--single", "-D", cluster, "-c", "exit_on_error=on", "-c", `fsync=${durable}`, "template1"],
    `CREATE DATABASE ${databaseName}`,
  );
  // The password first: a database that nobody can enter would be worse than a password without a database.
  writeAccess(dataDir, access);
  renameSync(cluster, folder);
  rmSync(draft, { recursive: true });
}

/** Another user's server must be able to pass through the data folder, whose files stay unreadable to it. */
export function letThrough(dataDir: string, user: ServerUser): void {
  if (user.kind === "other") chmodSync(dataDir, 0o711);
}
