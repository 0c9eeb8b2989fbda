import { chownSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** As whom PostgreSQL runs: it refuses to run as root. */
export type ServerUser =
  | { readonly kind: "self" }
  /** Still root outside, so every folder can be reached, and somebody else inside a user namespace. */
  | { readonly kind: "namespace" }
  | { readonly kind: "other"; readonly uid: number; readonly gid: number };

const nobody = 65534;

/** Chooses by who we are and who owns the database already, so that an owner once chosen stays. */
export function chooseServerUser(facts: {
  readonly isRoot: boolean;
  readonly namespaces: boolean;
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}): ServerUser {
  if (!facts.isRoot) return { kind: "self" };
  if (facts.owner !== undefined && facts.owner.uid !== 0) return { kind: "other", ...facts.owner };
  return facts.namespaces ? { kind: "namespace" } : { kind: "other", uid: nobody, gid: nobody };
}

export interface ServerRunner {
  readonly user: ServerUser;
  /** Starts a program of PostgreSQL as the user. It ends when this process dies, where the system can do that. */
  spawn(command: readonly string[], options: { cwd: string; input?: string }): Bun.Subprocess<Blob, "pipe", "pipe">;
}

/** Finds out what this system allows. `folder` is the database's, which may not exist yet. */
export async function createServerRunner(folder: string): Promise<ServerRunner> {
  const isRoot = process.getuid?.() === 0;
  const inNamespace = ["unshare", "-U", `--map-user=${nobody}`, `--map-group=${nobody}`];
  // INT is PostgreSQL's "fast shutdown": clean, and without waiting for clients.
  const endWithUs = ["setpriv", "--pdeathsig", "INT"];
  const [namespaces, endsWithUs] = await Promise.all([isRoot && works(inNamespace), works(endWithUs)]);
  const { uid, gid } = statSync(folder, { throwIfNoEntry: false }) ?? {};
  const owner = uid === undefined || gid === undefined ? undefined : { uid, gid };
  const user = chooseServerUser({ isRoot, namespaces, owner });
  // Entering a namespace clears the parent-death signal, so that it is set inside.
  const prefix = [...(user.kind === "namespace" ? inNamespace : []), ...(endsWithUs ? endWithUs : [])];
  return {
    user,
    spawn: (command, { cwd, input = "" }) =>
      Bun.spawn([...prefix, ...command], {
        cwd,
        // Nothing of ours: PGPORT and the like would change what the server does.
        env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC", SYSTEMROOT: process.env.SYSTEMROOT },
        stdio: [new Blob([input]), "pipe", "pipe"],
        // Ctrl-C goes to the whole group of processes; the database must outlive the app's own shutdown.
        detached: true,
        ...(user.kind === "other" ? { uid: user.uid, gid: user.gid } : {}),
      }),
  };
}

async function works(prefix: readonly string[]): Promise<boolean> {
  const [program = ""] = prefix;
  if (process.platform !== "linux" || Bun.which(program) === null) return false;
  return (await Bun.spawn([...prefix, "true"], { stdio: ["ignore", "ignore", "ignore"] }).exited) === 0;
}

/** Gives the folder and all in it to the user of the server. */
export function giveTo(user: ServerUser, path: string): void {
  if (user.kind !== "other") return;
  const stat = statSync(path);
  if (stat.uid !== user.uid) chownSync(path, user.uid, user.gid);
  if (stat.isDirectory()) for (const name of readdirSync(path)) giveTo(user, join(path, name));
}
